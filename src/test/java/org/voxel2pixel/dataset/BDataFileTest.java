// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** Against files that h5py wrote in bdpy's layout (bdata_files.py) and one that bdpy wrote. */
class BDataFileTest {
  private static final Path REAL = Path.of("../shared/data/kamitani-bdata/sample_vmap.h5");
  private static final int LATE_COLUMNS = 4800;
  private static final int[] LATE_VOXELS = {1, 2400, 4799};

  private static final int DAMAGED = 200;

  @TempDir Path temporary;

  private static BDataFile open(String name) {
    return BDataFile.open(resource("bdata/" + name));
  }

  private static int[] select(BDataFile file, String expression) {
    return file.selectVoxels(RoiExpression.parse(expression));
  }

  /** From column {@code from} to {@code to}, without it. */
  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  @Test
  void whatBdpyWroteIsReadAsH5pyReadsIt() {
    Assumptions.assumeTrue(Files.exists(REAL), REAL + " is not here");
    try (BDataFile file = BDataFile.open(REAL)) {
      assertEquals(List.of("Data", "Label"), file.keys());
      assertEquals(8, file.sampleCount());
      assertEquals(11, file.columnCount());
      double[] data = new double[11];
      Arrays.fill(data, 0, 10, 1);
      data[10] = Double.NaN;
      assertArrayEquals(data, file.metadata("Data"));
      assertArrayEquals(range(0, 10), select(file, "Data"));
      assertEquals(
          Map.of(1.0, "label-01", 2.0, "label-02", 3.0, "label-03", 4.0, "label-04"),
          file.vmap("Label"));
      assertEquals(Map.of(), file.vmap("Data"));
      // h5py: f["dataset"][:, 10]
      assertArrayEquals(new double[] {1, 3, 4, 2, 3, 1, 2, 4}, file.column("Label"));
      double[] sum = new double[1];
      file.readPieces(
          Progress.silent(),
          "reading",
          (first, count, values) -> sum[0] += Arrays.stream(values).sum());
      assertEquals(58.187550469245444, sum[0], 1e-12); // h5py: f["dataset"][:].sum()
      assertRefused(() -> file.column("Data"), "one column Data", "10 columns", "Data[9]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.h5", "train_old.h5", "userblock.h5"})
  void oldNamesPackedChunksAndAUserblockMakeNoDifference(String name) {
    try (BDataFile file = open(name)) {
      assertEquals(12, file.sampleCount());
      assertEquals(23, file.columnCount());
      assertArrayEquals(range(2, 10), select(file, "ROI_V1"));
      assertArrayEquals(range(2, 20), select(file, "ROI_VC = 1"));
      assertArrayEquals(new int[] {8, 9}, select(file, "ROI_V1 & ROI_V2"));
      double[] x = file.metadata("voxel_x");
      assertEquals(-20, x[2]);
      assertEquals(18, x[21]);
      assertTrue(Double.isNaN(x[22]));
      assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2}, file.column("Session"));
      double[] labels = file.column("stimulus_id");
      assertEquals(1443537.022563, labels[0], "all digits of a double");
      assertEquals(1518878.005958, labels[2]);
      assertEquals(1443537.022563, labels[11]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"int16.h5", "float16.h5"})
  void integersAndHalvesInAnyByteOrderBecomeNumbers(String name) {
    NumericArray expected = NpyFile.read(resource("bdata/int16.npy"));
    try (BDataFile file = open(name)) {
      double tolerance = name.startsWith("float16") ? 0.02 : 0; // half of a step at 50
      file.readPieces(
          Progress.silent(),
          "reading",
          (first, count, values) -> {
            for (int n = 0; n < count; n++) {
              float[] row = expected.row((int) first + n);
              for (int v = 0; v < row.length; v++) {
                assertEquals(row[v], values[n * file.columnCount() + 2 + v], tolerance);
              }
            }
          });
    }
  }

  @Test
  void aKeyForSeveralColumnsNeedsTheNumberOfOne() {
    try (BDataFile file = open("train_vmap.h5")) {
      assertArrayEquals(file.column("stimulus_name"), file.column("Label[1]"));
      assertArrayEquals(new double[12], file.column("Label[0]"));
      assertRefused(() -> file.column("Label"), "2 columns", "Label[0] to Label[1]");
      assertRefused(() -> file.column("Label[2]"), "one column Label[2]", "2 columns");
      assertRefused(() -> file.column("ROI_None"), "0 columns");
      assertRefused(() -> file.column("Lable"), "key Lable", "stimulus_name");
      assertEquals("n01518878_5958.JPEG", file.vmap("stimulus_name").get(3.0));
    }
  }

  @Test
  void noVoxelsAreRefusedWithTheRegionsThatThereAre() {
    try (BDataFile file = open("train.h5")) {
      assertRefused(
          () -> select(file, "ROI_V1 & ROI_LOC"), "0 voxels", "ROI_V1 (8)", "ROI_LOC (5)");
      assertRefused(() -> select(file, "ROI_None"), "0 voxels", "ROI_None (0)", "ROI_VC (18)");
      assertRefused(() -> select(file, "stimulus_id"), "1 columns that are no VoxelData", "22");
      assertRefused(() -> select(file, "ROI_MT"), "train.h5", "ROI_MT", "ROI_V2");
    }
  }

  @Test
  void filesThatAreNoBDataAreRefused() throws IOException {
    assertRefused(() -> open("fault_columns.h5"), "22 columns of dataset", "23 columns");
    assertRefused(() -> open("fault_keys.h5"), "14 keys", "15 rows");
    assertRefused(() -> open("fault_none.h5"), "/dataset", "responses");
    Path text = Files.writeString(temporary.resolve("text.h5"), "no HDF5");
    assertRefused(() -> BDataFile.open(text), "text.h5", "HDF5");
    assertRefused(() -> BDataFile.open(temporary.resolve("none.h5")), "none.h5", "nothing");
    try (BDataFile file = open("fault_text.h5")) {
      assertRefused(() -> file.readPieces(Progress.silent(), "", (f, c, v) -> {}), "text");
    }
    try (BDataFile file = open("fault_scaleoffset.h5")) {
      assertRefused(
          () -> file.readPieces(Progress.silent(), "", (f, c, v) -> {}),
          "fault_scaleoffset.h5",
          "scaleoffset");
    }
  }

  @Test
  void aTruncatedFileIsRefusedWithBothLengths() throws IOException {
    byte[] whole = Files.readAllBytes(resource("bdata/train.h5"));
    Path file = Files.write(temporary.resolve("cut.h5"), Arrays.copyOf(whole, whole.length - 9));
    assertRefused(
        () -> BDataFile.open(file), "cut.h5", whole.length + " bytes", whole.length - 9 + " bytes");
  }

  @Test
  void aDamagedFileIsReadOrRefusedAndNothingElse() throws IOException {
    Path file = temporary.resolve("damaged.h5");
    Random random = new Random(5);
    for (String name : List.of("train_vmap.h5", "train_old.h5")) {
      byte[] whole = Files.readAllBytes(resource("bdata/" + name));
      int refused = 0;
      for (int n = 0; n < DAMAGED; n++) {
        byte[] damaged = whole.clone();
        // the headers are at the front; what follows are numbers, of which any may stand there
        damaged[random.nextInt(4096)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, damaged);
        if (isRefused(file)) refused++;
      }
      assertTrue(refused > DAMAGED / 50, refused + " of " + DAMAGED + " refused");
    }
  }

  private static boolean isRefused(Path path) {
    try (BDataFile file = BDataFile.open(path)) {
      for (String key : file.keys()) file.metadata(key);
      file.vmap("stimulus_name");
      file.readPieces(Progress.silent(), "reading", (first, count, values) -> {});
      return false;
    } catch (BadInputException e) {
      assertFalse(e.getMessage().isBlank());
      return true;
    }
  }

  /**
   * A file of h5py whose dataset of zeros is put behind it, sparse; some numbers are then set to
   * {@code row + column / 8192}.
   */
  private Path late(int rowCount, int[] rows) throws IOException {
    byte[] head = Files.readAllBytes(resource("bdata/late_" + rowCount + ".h5"));
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long length = 8L * rowCount * LATE_COLUMNS;
    int at = 0; // the layout message: address, undefined yet, and length
    while (bytes.getLong(at) != -1 || bytes.getLong(at + 8) != length) at++;
    bytes.putLong(at, head.length);
    bytes.putLong(40, head.length + length); // the superblock's end of file
    Path file = temporary.resolve("late.h5");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(bytes, 0);
      channel.write(ByteBuffer.allocate(1), head.length + length - 1);
      for (int row : rows) {
        for (int column : new int[] {0, 1, 2400, 4799}) {
          ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          value.putDouble(0, value(row, column));
          channel.write(value, head.length + 8 * ((long) row * LATE_COLUMNS + column));
        }
      }
    }
    return file;
  }

  private static double value(long row, int column) {
    return row + column / 8192.0;
  }

  /** The voxels of the rows that were set have their values and those of all others are 0. */
  private static void assertLate(Path path, int rowCount, int[] rows, Path scratch)
      throws IOException {
    BitSet set = new BitSet();
    for (int row : rows) set.set(row);
    try (BDataFile file = BDataFile.open(path);
        BDataRows voxels = new BDataRows(scratch, LATE_VOXELS.length)) {
      assertEquals(rowCount, file.sampleCount());
      int[] columns = select(file, "ROI_V1");
      assertArrayEquals(LATE_VOXELS, columns);
      assertEquals(0, voxels.append(file, columns, new BitSet(), Progress.silent()));
      float[] read = new float[LATE_VOXELS.length];
      for (int row = rowCount - 1; row >= 0; row--) {
        voxels.read(row, read);
        for (int v = 0; v < read.length; v++) {
          assertEquals(set.get(row) ? (float) value(row, columns[v]) : 0, read[v], "row " + row);
        }
      }
    }
    assertTrue(Files.notExists(scratch), "the copy is gone");
  }

  @Test
  void theRowsOfSeveralPiecesAreJoinedWithoutAGapOrAnOverlap() throws IOException {
    int[] all = range(0, 1200);
    Path file = late(1200, all); // 46 MB, three pieces
    assertLate(file, 1200, all, temporary.resolve("rows"));
    double[] expected = Arrays.stream(all).mapToDouble(row -> value(row, 0)).toArray();
    try (BDataFile bdata = BDataFile.open(file)) {
      assertArrayEquals(expected, bdata.column("Run"));
    }
  }

  @Test
  void aDatasetOfMoreThanTwoGigabytesIsReadToItsEnd() throws IOException {
    Assumptions.assumeTrue(
        Boolean.getBoolean("voxel2pixel.thorough"),
        "reads 2.3 GB, which takes seconds: run with -Dvoxel2pixel.thorough=true");
    Assumptions.assumeTrue(
        temporary.toFile().getUsableSpace() > 4e9, "4 GB are needed where files are not sparse");
    int edge = (int) (Integer.MAX_VALUE / 8L / LATE_COLUMNS); // the row that passes 2 GB
    int[] rows = {0, 1, 435, 436, 437, edge - 1, edge, edge + 1, 59998, 59999};
    assertLate(late(60000, rows), 60000, rows, temporary.resolve("rows"));
  }

  @Test
  void readingStopsWhenItIsCancelled() throws IOException {
    Path path = late(1200, range(0, 2));
    int[] pieces = {0};
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            pieces[0]++;
          }

          @Override
          public boolean isCancelled() {
            return pieces[0] == 2;
          }
        };
    try (BDataFile file = BDataFile.open(path)) {
      assertThrows(CancelledException.class, () -> file.readPieces(cancelled, "", (f, c, v) -> {}));
    }
    assertEquals(2, pieces[0]);
  }
}
