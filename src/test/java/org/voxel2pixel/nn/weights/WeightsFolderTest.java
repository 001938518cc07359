// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

class WeightsFolderTest {
  private static final String ALEXNET = "alexnet.safetensors";

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void placesAreTheVariableThenFijiThenHome() {
    Map<String, String> environment = Map.of("VOXEL2PIXEL_WEIGHTS", "/w");
    assertEquals(
        List.of(
            Path.of("/w"),
            Path.of("/opt/Fiji.app/models/voxel2pixel"),
            Path.of("/home/a/.voxel2pixel/weights")),
        WeightsFolder.folders(environment, List.of(Path.of("/opt/Fiji.app")), "/home/a"));
    assertEquals(
        List.of(Path.of("/home/a/.voxel2pixel/weights")),
        WeightsFolder.folders(Map.of(), List.of(), "/home/a"));
  }

  @Test
  void anEarlierFolderGoesBeforeALaterOne() throws IOException {
    Path later = Files.createFile(second.resolve(ALEXNET));
    WeightsFolder folder = new WeightsFolder(List.of(first, second));
    assertEquals(later, folder.find(Architectures.ALEXNET, Progress.silent()));
    Path earlier = Files.createFile(first.resolve(ALEXNET));
    assertEquals(earlier, folder.find(Architectures.ALEXNET, Progress.silent()));
  }

  @Test
  void aNamedFolderIsLookedInAndANamedFileOrModelTaken() throws IOException {
    Path file = Files.createFile(first.resolve(ALEXNET));
    assertEquals(file, named(first));
    assertEquals(file, named(file));
    assertEquals(first.resolve("none"), named(first.resolve("none"))); // refused when it is opened
    assertThrows(BadInputException.class, () -> named(second));
    Files.createFile(second.resolve("saved_model.pb"));
    assertEquals(second, named(second));
  }

  private static Path named(Path given) {
    return WeightsFolder.named(given, Architectures.ALEXNET, Progress.silent());
  }

  @Test
  void whereThereIsNoneTheFoldersAndSourcesAreTold() {
    WeightsFolder folder = new WeightsFolder(List.of(first, second));
    String message =
        assertThrows(
                BadInputException.class,
                () -> folder.find(Architectures.CAFFENET, Progress.silent()))
            .getMessage();
    assertTrue(message.contains(first + ", " + second), message);
    assertTrue(
        message.contains(
            "bvlc_reference_caffenet.caffemodel (232 MB) from"
                + " http://dl.caffe.berkeleyvision.org/bvlc_reference_caffenet.caffemodel"),
        message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void aFileWithAnotherChecksumIsRefused() throws IOException {
    Path file = first.resolve("bvlc_reference_caffenet.caffemodel");
    Files.writeString(file, "abc");
    WeightsFolder folder = new WeightsFolder(List.of(first));
    String message =
        assertThrows(
                BadInputException.class,
                () -> folder.find(Architectures.CAFFENET, Progress.silent()))
            .getMessage();
    // SHA-1 of "abc": FIPS 180, appendix A
    assertTrue(message.contains("found a9993e364706816aba3e25717850c26c9cd0d89d"), message);
    assertTrue(message.contains("4c8d77deb20ea792f84eb5e6d0a11ca0a8660a46"), message);
  }

  @Test
  void filesWithoutAHeadAreFoundOnlyWhereNoneIsNeeded() {
    List<String> whole = names(Architectures.VGG19);
    List<String> trunk = names(Architectures.VGG19.upTo("conv4_2"));
    String headless = "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5";
    assertFalse(whole.contains(headless));
    assertTrue(trunk.contains(headless));
    assertTrue(trunk.containsAll(whole));
  }

  private static List<String> names(Architecture architecture) {
    return WeightsCatalogue.entriesOf(architecture).stream().map(e -> e.files().get(0)).toList();
  }

  @Test
  void everyNetworkHasAnEntryAndEveryEntryANetwork() {
    List<String> networks = Architectures.all().stream().map(Architecture::name).toList();
    List<String> entries =
        WeightsCatalogue.entries().stream().map(CatalogueEntry::architecture).distinct().toList();
    assertEquals(networks, entries);
    Map<String, Integer> lengths = Map.of("SHA-256", 64, "SHA-1", 40, "MD5", 32, "", 0);
    for (CatalogueEntry entry : WeightsCatalogue.entries()) {
      assertEquals(lengths.get(entry.checksum()), entry.digest().length(), entry::describe);
      assertTrue(entry.source().startsWith("http"), entry::describe);
      assertFalse(entry.licence().isEmpty(), entry::describe);
    }
  }
}
