// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;

class WeightsFileTest {
  @TempDir Path folder;

  @Test
  void tensorsAreListedInTheirOrderWithTheirStoredShapes() {
    assertEquals(
        List.of(
            "conv1.0 F32 [4, 3, 3, 3]",
            "conv1.1 F32 [1, 1, 1, 4]",
            "conv2.0 F32 [6, 2, 3, 3]",
            "conv2.1 F32 [1, 1, 1, 6]",
            "fc3.0 F32 [1, 1, 5, 24]",
            "fc3.1 F32 [1, 1, 1, 5]",
            "fc4.0 F32 [1, 1, 2, 5]",
            "fc4.1 F32 [1, 1, 1, 2]"),
        list("v1.caffemodel"));
    assertEquals("conv1a.0 F32 [4, 3, 3, 3, 3]", list("c3d.caffemodel").get(0));
    assertEquals("fc6-1.0 F32 [1, 1, 1, 5, 16]", list("c3d.caffemodel").get(2));
    assertEquals("fc4.1 F64 [2]", list("double.caffemodel").get(7));
  }

  @Test
  void integersAndTheOptimizersStateAreNoWeights() {
    assertEquals(8, list("packed.npz").size()); // without step
    assertEquals("conv1/conv1/bias:0 F32 [4]", list("keras2.h5").get(0)); // without model_weights/
    assertEquals(8, list("keras2.h5").size());
    assertEquals(8, list("keras3.weights.h5").size());
    assertEquals(
        List.of("bf16 BF16 [3]", "half F16 [2]"),
        list("checkpoint/model.ckpt-3.index").subList(0, 2));
  }

  @Test
  void halvesOfACheckpointAreReadExactly() {
    try (WeightsFile file =
        WeightsFile.open(TinyNetwork.fixture("checkpoint/model.ckpt-3.index"))) {
      assertArrayEquals(new float[] {1, -2.5f, 0.15625f}, file.read("bf16"));
      assertArrayEquals(new float[] {0.5f, -1.25f}, file.read("half"));
      assertThrows(IllegalArgumentException.class, () -> file.read("step"));
    }
  }

  @Test
  void aCaffeModelTellsItsNetworksName() {
    try (WeightsFile file = WeightsFile.open(TinyNetwork.fixture("v0.caffemodel"))) {
      assertEquals("TinyNet", file.networkName());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'<!DOCTYPE html><html>', a web page, the download failed",
    "' <HTML><head>', a web page, the download failed",
    "'<?xml version=\"1.0\"?><Error>', an XML page, the download failed",
    "'version https://git-lfs.github.com/spec/v1', a Git LFS pointer, git lfs pull",
    "'/annex/objects/SHA256E-s1--2.caffemodel', a git-annex pointer, datalad get",
    "'name: \"CaffeNet\"', 'text: name: \"CaffeNet\"', not the network's plan"
  })
  void pagesAndPointersAreNamed(String content, String found, String remedy) throws IOException {
    String message = refusal(Files.writeString(folder.resolve("x.caffemodel"), content));
    assertTrue(message.contains("found " + found), message);
    assertTrue(message.contains(remedy), message);
  }

  @Test
  void picklesAreRefusedWithTheWayOut() throws IOException {
    String remedy = "safetensors.torch.save_file(torch.load(FILE), 'weights.safetensors')";
    String message = refusal(TinyNetwork.fixture("tiny.pth"));
    assertTrue(message.contains("a PyTorch file") && message.contains(remedy), message);
    Path old = folder.resolve("old.pth");
    message = refusal(Files.write(old, new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10}));
    assertTrue(message.contains("a Python pickle") && message.contains(remedy), message);
  }

  @Test
  void aKerasArchiveIsToBeUnpacked() throws IOException {
    Path file = folder.resolve("vgg.keras");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("metadata.json", "model.weights.h5")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write('x');
      }
    }
    String message = refusal(file);
    assertTrue(message.contains("unpack it and name the model.weights.h5 in it"), message);
  }

  @Test
  void whatIsNoWeightsFileIsNamed() throws IOException {
    assertTrue(refusal(folder.resolve("none")).contains("found nothing"));
    Path link = Files.createSymbolicLink(folder.resolve("annexed"), folder.resolve("gone"));
    assertTrue(refusal(link).contains("a link to nothing; if it is a git-annex link"));
    assertTrue(refusal(folder).contains("a folder without them"));
    assertTrue(refusal(Files.createFile(folder.resolve("0"))).contains("found an empty file"));
    String solver = refusal(TinyNetwork.fixture("solverstate"));
    assertTrue(solver.contains("20 bytes that begin with 08 f0 f5 12"), solver);
    String noFloats = refusal(TinyNetwork.fixture("empty.h5"));
    assertTrue(noFloats.contains("an HDF5 file without floats"), noFloats);
    String turned = refusal(TinyNetwork.fixture("theano.h5"));
    assertTrue(turned.contains("kernels may be turned by 180 degrees"), turned);
    Path graph = Files.createDirectory(folder.resolve("model"));
    Files.writeString(graph.resolve("saved_model.pb"), "x");
    assertTrue(refusal(graph).contains("a saved_model.pb without them"));
  }

  @Test
  void aChunkedDatasetIsToBeRepacked() {
    try (WeightsFile file = WeightsFile.open(TinyNetwork.fixture("chunked.h5"))) {
      String message =
          assertThrows(BadInputException.class, () -> file.read("conv1/conv1_W_1:0")).getMessage();
      assertTrue(message.contains("h5repack -l CONTI -f NONE"), message);
    }
  }

  @Test
  void aTruncatedCaffeModelTellsBothLengths() throws IOException {
    byte[] bytes = TinyNetwork.read(TinyNetwork.fixture("new.caffemodel"));
    Path file = folder.resolve("cut.caffemodel");
    String message = refusal(Files.write(file, Arrays.copyOf(bytes, 1000)));
    assertTrue(message.contains("a field of 512 bytes at byte 550, where 450 are left"), message);
    assertTrue(message.contains("in a file of 1000 bytes"), message);
  }

  @Test
  void aShapeThatItsDataDoNotFillIsRefused() throws IOException {
    byte[] bytes = TinyNetwork.read(TinyNetwork.fixture("new.caffemodel"));
    int at = indexOf(bytes, new byte[] {0x0a, 4, 4, 3, 3, 3}); // the shape of conv1.0
    bytes[at + 5] = 127;
    String message = refusal(Files.write(folder.resolve("x"), bytes));
    assertTrue(message.contains("blob conv1.0 of shape [4, 3, 3, 127] with 108 values"), message);
  }

  @Test
  void aNetworkWithoutWeightsIsNoWeightsFile() throws IOException {
    Path file = folder.resolve("plan.binaryproto");
    Files.write(file, "\n\u0003abc\u001a\u0004data".getBytes(StandardCharsets.US_ASCII));
    assertTrue(refusal(file).contains("no layer with weights"));
  }

  @Test
  void aWrongByteInACheckpointsDataIsFound() throws IOException {
    Path index = TinyNetwork.fixture("checkpoint/model.ckpt-3.index");
    Path copy = folder.resolve("m.index");
    Files.copy(index, copy);
    byte[] data = TinyNetwork.read(index.resolveSibling("model.ckpt-3.data-00000-of-00001"));
    data[0] ^= 1;
    Files.write(folder.resolve("m.data-00000-of-00001"), data);
    try (WeightsFile file = WeightsFile.open(copy)) {
      String message = assertThrows(BadInputException.class, () -> file.read("bf16")).getMessage();
      assertTrue(message.contains("bf16 with a wrong checksum"), message);
      assertArrayEquals(new float[] {0.5f, -1.25f}, file.read("half"));
    }
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) return i;
    }
    throw new AssertionError("not there");
  }

  private static List<String> list(String fixture) {
    try (WeightsFile file = WeightsFile.open(TinyNetwork.fixture(fixture))) {
      return file.tensors().stream().map(StoredTensor::toString).toList();
    }
  }

  private static String refusal(Path file) {
    return assertThrows(BadInputException.class, () -> WeightsFile.open(file)).getMessage();
  }
}
