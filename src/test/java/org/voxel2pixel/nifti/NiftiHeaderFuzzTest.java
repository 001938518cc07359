// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.BadInputException;

/**
 * Whatever one byte of a header becomes, the file is read or refused as bad input, at once and
 * without much memory. Each bit of each byte is flipped; with {@code -Dvoxel2pixel.thorough=true}
 * each byte takes each of its 255 other values.
 */
@Timeout(600)
class NiftiHeaderFuzzTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final double[] TROUBLE = {
    0,
    -0.0,
    1,
    -1,
    2,
    3,
    7,
    8,
    255,
    -32768,
    32767,
    65536,
    0x1p31,
    -0x1p31,
    0x1p53,
    0x1p62,
    0x1p63,
    0.5,
    1e-40,
    -1e-40,
    1e-300,
    -1e300,
    1e38,
    1e308,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  @TempDir Path folder;

  private enum Sound {
    NIFTI1(nifti1(), "run.nii", 255),
    NIFTI1_GZ(qformOnly(nifti1(), NiftiVersion.NIFTI1), "run.nii.gz", 0x92),
    NIFTI2(nifti2(), "run.nii", 255),
    NIFTI2_GZ(qformOnly(nifti2(), NiftiVersion.NIFTI2), "run.nii.gz", 0x92);

    private final byte[] bytes;
    private final int headerBytes;
    private final String name;
    private final int bits;

    /**
     * @param bits which are flipped if not thorough
     */
    Sound(byte[] bytes, String name, int bits) {
      this.bytes = bytes;
      this.headerBytes = bytes.length - 48; // voxels
      this.name = name;
      this.bits = bits;
    }

    private int[] masks() {
      if (Boolean.getBoolean("voxel2pixel.thorough")) return IntStream.range(1, 256).toArray();
      return IntStream.range(0, 8).map(bit -> 1 << bit & bits).filter(mask -> mask != 0).toArray();
    }
  }

  /** Both affines, a scale, an extension: there is no field that does not matter. */
  private static byte[] nifti1() {
    RawNifti raw = new RawNifti().shortAt(RawNifti.QFORM_CODE, 1);
    raw.floats(RawNifti.QOFFSET_X, -10, -20, -30).floats(RawNifti.SCL_SLOPE, 0.5, 3);
    raw.floats(RawNifti.VOX_OFFSET, 352 + 32);
    ByteBuffer one = ByteBuffer.allocate(4 + 32).order(ByteOrder.LITTLE_ENDIAN);
    raw.extensions = one.put(0, (byte) 1).putInt(4, 32).putInt(8, 6).array();
    return raw.bytes();
  }

  private static byte[] nifti2() {
    ByteBuffer bytes = RawNifti.nifti2();
    bytes.putDouble(176, 0.5).putDouble(184, 3).putInt(344, 1); // slope, inter, qform_code
    for (int row = 0; row < 3; row++) { // the last column of srow, qoffset
      bytes.putDouble(400 + 32 * row + 24, -10 * row).putDouble(376 + 8 * row, -10 * row);
    }
    return bytes.array();
  }

  @ParameterizedTest
  @EnumSource(Sound.class)
  void anyByteOfTheHeaderMayBeDamaged(Sound sound) {
    Path file = folder.resolve(sound.name);
    save(file, sound.bytes, sound);
    Reading.of(file).hasValues(0.5, 3).doesNotWarn();
    int refused = 0;
    for (int at = 0; at < sound.headerBytes; at++) {
      for (int mask : sound.masks()) {
        byte[] damaged = sound.bytes.clone();
        damaged[at] ^= (byte) mask;
        save(file, damaged, sound);
        if (!isRead(file, "byte " + at + " ^ " + mask)) refused++;
      }
    }
    assertTrue(refused > sound.headerBytes / 8, "only " + refused + " were refused");
  }

  /** Six fields at a time, each element one of the numbers that cause trouble. */
  @ParameterizedTest
  @EnumSource(Sound.class)
  void severalFieldsMayBeDamagedAtOnce(Sound sound) {
    Random random = new Random(8);
    NiftiVersion version =
        sound.name().startsWith("NIFTI1") ? NiftiVersion.NIFTI1 : NiftiVersion.NIFTI2;
    List<HeaderField> fields =
        Stream.of(HeaderField.values())
            .filter(field -> field.kind(version) != HeaderField.Kind.TEXT)
            .toList();
    Path file = folder.resolve(sound.name);
    int cases = Boolean.getBoolean("voxel2pixel.thorough") ? 50_000 : 1000;
    for (int n = 0; n < cases; n++) {
      ByteBuffer damaged = ByteBuffer.wrap(sound.bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
      StringBuilder damage = new StringBuilder();
      for (int change = 0; change < 6; change++) {
        HeaderField field = fields.get(random.nextInt(fields.size()));
        int index = random.nextInt(field.count());
        double value = TROUBLE[random.nextInt(TROUBLE.length)];
        field.put(damaged, version, index, value);
        damage
            .append(field.specName())
            .append('[')
            .append(index)
            .append("]=")
            .append(value)
            .append(' ');
      }
      save(file, damaged.array(), sound);
      isRead(file, damage.toString());
    }
  }

  private static void save(Path file, byte[] bytes, Sound sound) {
    RawNifti.save(file, sound.name.endsWith(".gz") ? RawNifti.gzip(bytes) : bytes);
  }

  /** As if sform_code had never been set. */
  private static byte[] qformOnly(byte[] bytes, NiftiVersion version) {
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    HeaderField.SFORM_CODE.put(header, version, 0, 0);
    return bytes;
  }

  private static boolean isRead(Path file, String damage) {
    long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    boolean read = outcome(file, damage);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    assertTrue(allocated < 64 << 20, damage + " allocated " + allocated);
    long cpuMs = (THREADS.getCurrentThreadCpuTime() - cpuBefore) / 1_000_000;
    assertTrue(cpuMs < 1000, damage + " took " + cpuMs + " ms");
    return read;
  }

  private static boolean outcome(Path file, String damage) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      float[] volume = new float[series.grid().voxelCount()];
      int volumes = 0;
      while (series.readNext(volume)) volumes++;
      assertEquals(series.volumeCount(), volumes, damage);
      assertEquals(3, series.grid().axisCodes().length());
      for (String warning : series.warnings()) assertEquals(1, warning.lines().count(), damage);
      series.header().fields();
      return true;
    } catch (BadInputException e) {
      Reading.assertSays(e, file);
      return false;
    } catch (RuntimeException | Error e) {
      return fail(damage, e);
    }
  }
}
