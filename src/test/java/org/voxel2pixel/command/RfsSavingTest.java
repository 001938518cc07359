// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.JsonFile;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.imagej.one.MacroEnd;
import org.voxel2pixel.projection.GaussianProjection;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.VoxelProjection;

/**
 * What is streamed to a file is compared with images painted lag by lag in memory; files are read
 * with the JDK's TIFF reader and, for .npy, byte by byte.
 */
class RfsSavingTest {
  private static final double MIN_R2 = 0.02;
  private static final int SAMPLES =
      50; // 60 volumes less 10 of rest at the end, in which the last lags lie
  private static final long AMPLE = 1L << 30;

  @TempDir static Path folder;
  private static TinySubject subject;

  @TempDir Path out;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.prepared(folder);
  }

  private static String saving(Path file, Object... more) {
    List<Object> options = new java.util.ArrayList<>();
    options.addAll(List.of("dataset", subject.dataset(), "projection", "gaussian"));
    options.addAll(List.of("minr2", MIN_R2, "save", file));
    options.addAll(List.of(more));
    return TinySubject.command("Project Voxels To Pixels...", options.toArray());
  }

  /** All images, {@code [sample][(y * width + x) * channelCount + channel]}, of chosen regions. */
  private static float[][] expected(Dataset dataset, String rois) {
    VoxelProjection projection = projection(dataset, rois);
    int[] rows = dataset.examples(Split.TEST);
    float[][] all = new float[rows.length][projection.layout().valueCount()];
    float[] response = new float[dataset.voxelCount()];
    for (int s = 0; s < rows.length; s++) {
      for (int lag = 0; lag < dataset.lags().count(); lag++) {
        dataset.readResponse(rows[s] + dataset.lags().first() + lag, response);
        projection.project(response, lag, all[s], 0);
      }
    }
    return all;
  }

  private static VoxelProjection projection(Dataset dataset, String rois) {
    return GaussianProjection.of(
        RegionChoice.apply(rois, VoxelPainting.fieldsOf(dataset, MIN_R2)), GaussianSettings.mean());
  }

  private static void assertPlanes(float[][] expected, int channels, Path tiff) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(tiff.toFile())) {
      reader.setInput(in);
      assertEquals(expected.length * channels, reader.getNumImages(true));
      int size = TinySubject.FRAME_PX;
      for (int n = 0; n < expected.length * channels; n++) {
        float[] plane = reader.read(n).getData().getPixels(0, 0, size, size, (float[]) null);
        float[] wanted = new float[size * size];
        for (int p = 0; p < wanted.length; p++) {
          wanted[p] = expected[n / channels][p * channels + n % channels];
        }
        assertArrayEquals(wanted, plane, "plane " + n);
      }
    }
  }

  @Test
  void aStreamedTiffHoldsEveryPlaneBitwiseAndOpensInImageJAsItWas() throws IOException {
    Path file = out.resolve("new folder/rfs.tif");
    MacroRunner.value(saving(file));
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      float[][] expected = expected(dataset, "");
      assertEquals(SAMPLES, expected.length);
      assertPlanes(expected, 15, file);
      ImagePlus image = IJ.openImage(file.toString());
      assertEquals(List.of(15, 1, SAMPLES, 32), shape(image));
      assertEquals("grayscale", ((CompositeImage) image).getModeAsString());
      image.setPosition(9, 1, 3);
      assertEquals(-3, image.getDisplayRangeMin());
      assertEquals(3, image.getDisplayRangeMax());
      int row = dataset.examples(Split.TEST)[2];
      String label = image.getStack().getSliceLabel(2 * 15 + 9);
      assertTrue(label.startsWith("V2 lag3 sample " + row + " sub-01_task-test_run-01"), label);
      assertTrue(image.getOpenAsHyperStack());
      assertCalibrated(image, dataset);
      String info = image.getInfoProperty();
      assertTrue(info.contains("command: Project Voxels To Pixels\n"), info);
      assertTrue(info.contains("\nprojection rule: mean of the voxels by Gaussian fields"), info);
    }
  }

  private static List<Integer> shape(ImagePlus image) {
    return List.of(
        image.getNChannels(), image.getNSlices(), image.getNFrames(), image.getBitDepth());
  }

  /** Degrees from the middle, y upward; a pixel is 12 / 32 of a degree. */
  private static void assertCalibrated(ImagePlus image, Dataset dataset) {
    double half = TinySubject.SCREEN_DEG / 2 - TinySubject.SCREEN_DEG / TinySubject.FRAME_PX / 2;
    assertEquals(-half, image.getCalibration().getX(0), 1e-5);
    assertEquals(half, image.getCalibration().getY(0, TinySubject.FRAME_PX), 1e-5);
    assertEquals("deg", image.getCalibration().getUnit());
    assertEquals(dataset.trSec(), image.getCalibration().frameInterval, 1e-9);
  }

  @Test
  void aStreamedNpyHoldsEveryImageAndItsSidecarSaysWhoseTheyAre() throws IOException {
    Path file = out.resolve("rfs.npy");
    MacroRunner.value(saving(file, "rois", "V3 V1"));
    byte[] bytes = Files.readAllBytes(file);
    String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII).strip();
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (50, 32, 32, 10), }", header);
    FloatBuffer values =
        ByteBuffer.wrap(bytes, 128, bytes.length - 128)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      float[][] expected = expected(dataset, "V3 V1");
      assertEquals(expected.length * expected[0].length, values.remaining());
      for (float[] image : expected) {
        float[] found = new float[image.length];
        values.get(found);
        assertArrayEquals(image, found);
      }
      JsonObject json = JsonFile.read(out.resolve("rfs.npy.json"));
      assertEquals("[sample][y][x][channel]", json.get("axes").getAsString());
      assertEquals("V3 lag0", json.getAsJsonArray("channels").get(0).getAsString());
      assertEquals("V1 lag4", json.getAsJsonArray("channels").get(9).getAsString());
      assertEquals(
          dataset.examples(Split.TEST)[49], json.getAsJsonArray("datasetRows").get(49).getAsInt());
      assertTrue(json.get("projection").getAsString().contains("voxels of V3, V1 on 32 x 32"));
      assertEquals("Project Voxels To Pixels", json.get("command").getAsString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfs.tif", "rfs.npy"})
  void cancellingInTheMiddleLeavesNothing(String name) {
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      RfsImages images = images(dataset);
      RfsTarget target = RfsTarget.of(out.resolve(name), "stop", subject.dataset());
      int[] reports = {0};
      Progress cancelled =
          new Progress() {
            @Override
            public void report(String stage, long done, long total) {
              reports[0]++;
            }

            @Override
            public boolean isCancelled() {
              return reports[0] == 20;
            }
          };
      RfsSaving saving = new RfsSaving(images, target, AMPLE);
      assertThrows(CancelledException.class, () -> saving.write(how(), cancelled));
      assertEquals(20, reports[0]); // asked at every plane or sample, and never after
    }
    assertEquals(List.of(), TinySubject.namesIn(out));
  }

  private static RfsImages images(Dataset dataset) {
    return new RfsImages(
        dataset,
        projection(dataset, ""),
        dataset.examples(Split.TEST),
        StackHeader.of("RFSimages", dataset, how()));
  }

  private static Provenance how() {
    return Provenance.of("test", Map.of(), 0, Map.of());
  }

  @Test
  void theButtonStopsTheCommandAndAnOlderFileStays() throws IOException {
    Path file = Files.writeString(out.resolve("a.tif"), "old");
    MacroEnd end =
        new CancelAt("writing a.tif")
            .during(() -> MacroRunner.run(saving(file, "ifexists", "replace")));
    assertEquals(Ending.CANCELLED, end.ending());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.tif"), TinySubject.namesIn(out));
  }

  @Test
  void aFileThatExistsStopsAndIsReplacedOnlyIfAsked() throws IOException {
    Path file = Files.writeString(out.resolve("a.npy"), "old");
    assertTrue(MacroRunner.refusal(saving(file)).contains("ifexists=replace"));
    assertEquals("old", Files.readString(file));
    MacroRunner.value(saving(file, "ifexists", "replace"));
    assertEquals(128 + 4L * SAMPLES * 32 * 32 * 15, Files.size(file));
    assertEquals(List.of("a.npy", "a.npy.json"), TinySubject.namesIn(out));
  }

  @Test
  void aSidecarOfThatNameIsNotOverwrittenUnasked() throws IOException {
    Files.writeString(out.resolve("a.npy.json"), "mine");
    String reason = MacroRunner.refusal(saving(out.resolve("a.npy")));
    assertTrue(reason.contains("a.npy.json: expected the name of a file that does not"), reason);
    assertEquals("mine", Files.readString(out.resolve("a.npy.json")));
  }

  @Test
  void otherEndingsAndPlacesInTheDatasetAreRefusedBeforeAnythingIsPainted() {
    String ending = MacroRunner.refusal(saving(out.resolve("a.png")));
    assertTrue(ending.contains("a name that ends in .tif or .npy, found a.png"), ending);
    Path inside = subject.dataset().resolve("responses.npy");
    String place = MacroRunner.refusal(saving(inside, "ifexists", "replace"));
    assertTrue(place.contains("a file outside the dataset folder"), place);
    String isFolder = MacroRunner.refusal(saving(folderNamed("b.tif"), "ifexists", "replace"));
    assertTrue(isFolder.contains("found a folder of that name"), isFolder);
  }

  private Path folderNamed(String name) {
    assertTrue(out.resolve(name).toFile().mkdir());
    return out.resolve(name);
  }

  @Test
  void tooLittleRoomIsToldWithBothSizes() {
    RfsTarget target = RfsTarget.of(out.resolve("a.npy"), "stop", subject.dataset());
    long bytes = 65_802_240_128L; // 119,000 samples of 96 x 96 pixels and 15 channels
    target.requireRoom(bytes, bytes + (64L << 20));
    String message =
        assertThrows(
                BadInputException.class, () -> target.requireRoom(bytes, bytes + (64L << 20) - 1))
            .getMessage();
    assertTrue(message.contains("a.npy: expected 65.9 GB free on its disk, found 65.9"), message);
    String full =
        assertThrows(BadInputException.class, () -> target.requireRoom(bytes, 2_000_000))
            .getMessage();
    assertTrue(full.contains("found 2.0 MB; free some"), full);
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeAFileIsMade() {
    RfsTarget target = RfsTarget.of(out.resolve("sub/a.npy"), "stop", subject.dataset());
    assertThrows(BadInputException.class, () -> target.requireRoom(Long.MAX_VALUE - (1L << 30)));
    assertEquals(List.of(), TinySubject.namesIn(out));
  }

  @Test
  void labelsThatWouldTakeTooMuchMemoryAreTheChannelsAlone() throws IOException {
    Path file = out.resolve("a.tif");
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      RfsTarget target = RfsTarget.of(file, "stop", subject.dataset());
      Optional<String> oddity =
          new RfsSaving(images(dataset), target, 1000).write(how(), Progress.silent());
      assertTrue(oddity.orElseThrow().contains("labelled by channel alone"), oddity.toString());
      assertPlanes(expected(dataset, ""), 15, file);
    }
    assertEquals("V2 lag0", IJ.openImage(file.toString()).getStack().getSliceLabel(15 + 6));
    assertEquals(SAMPLES, JsonFile.read(target(file)).getAsJsonArray("datasetRows").size());
  }

  private static Path target(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }

  @Test
  void theMemoryOfLabelsIsCountedFromTheirCharacters() {
    List<String> samples = List.of("sample 1", "sample 22", "");
    List<String> channels = List.of("V1 lag0", "hMT+ lag1");
    long written = 0;
    for (String sample : samples) {
      for (String channel : channels) written += (channel + " " + sample).length();
    }
    assertEquals(written, RfsLabels.characters(samples, channels));
    assertTrue(RfsLabels.fit(1000, 10, 4 * (1000 + 520)));
    assertEquals(false, RfsLabels.fit(1000, 10, 4 * (1000 + 520) - 1));
    assertEquals(false, RfsLabels.fit(1L << 30, 1, Long.MAX_VALUE));
  }
}
