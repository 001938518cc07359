// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

class LoadedWeightsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "new.caffemodel, caffemodel, Caffe",
    "double.caffemodel, caffemodel, Caffe",
    "v1.caffemodel, caffemodel, Caffe",
    "v0.caffemodel, caffemodel, Caffe",
    "tiny.safetensors, safetensors, torchvision",
    "tiny.npz, npz, NumPy",
    "packed.npz, npz, NumPy",
    "keras1.h5, keras-h5, Keras 1",
    "keras2.h5, keras-h5, Keras 2",
    "keras3.weights.h5, keras-h5, Keras 3",
    "checkpoint/model.ckpt-3.index, saved-model, checkpoint"
  })
  void everyFormatGivesTheSameWeights(String file, String format, String naming) {
    LoadedWeights weights = LoadedWeights.load(TinyNetwork.NET, TinyNetwork.fixture(file));
    TinyNetwork.assertIsTheNetwork(weights, "expected.bin");
    assertEquals(format, weights.format());
    assertEquals(naming, weights.naming());
  }

  @Test
  void convolutionsOverTimeComeFromC3dsOwnDialect() {
    Path file = TinyNetwork.fixture("c3d.caffemodel");
    TinyNetwork.assertIsTheNetwork(LoadedWeights.load(TinyNetwork.CLIP, file), "expected_clip.bin");
  }

  @Test
  void pixelsAreThoseOfTheFilesOrigin() {
    LoadedWeights caffe =
        LoadedWeights.load(TinyNetwork.NET, TinyNetwork.fixture("new.caffemodel"));
    assertEquals(InputPixels.Channels.BGR, caffe.pixels().channels());
    assertArrayEquals(new float[] {104, 117, 123}, caffe.pixels().mean());
    LoadedWeights torch =
        LoadedWeights.load(TinyNetwork.NET, TinyNetwork.fixture("tiny.safetensors"));
    assertEquals(InputPixels.Channels.RGB, torch.pixels().channels());
    assertEquals(1, torch.pixels().scale());
  }

  @Test
  void theChecksumIsTheFiles() {
    // sha256sum of the fixture
    LoadedWeights weights =
        LoadedWeights.load(TinyNetwork.NET, TinyNetwork.fixture("new.caffemodel"));
    assertEquals(
        "47c9e706e5be97af687cc6e3951dc446313f98b28b2de54dda7b343b8c3a8146", weights.sha256());
  }

  @Test
  void aNetworkWithoutItsHeadNeedsNoHead() {
    Architecture trunk = TinyNetwork.NET.upTo("conv2");
    assertEquals(List.of("conv1", "conv2"), trunk.layers());
    Map<String, float[]> values = values();
    values.keySet().removeIf(name -> name.startsWith("fc"));
    LoadedWeights weights = LoadedWeights.load(trunk, write(values, Map.of()));
    assertArrayEquals(values.get("conv2/kernel"), weights.values("conv2/kernel"));
    assertThrows(IllegalArgumentException.class, () -> weights.values("fc3/kernel"));
  }

  @Test
  void whatIsNotAskedForIsReportedAsUnused() {
    LoadedWeights weights =
        LoadedWeights.load(TinyNetwork.NET.upTo("fc3"), TinyNetwork.fixture("new.caffemodel"));
    assertEquals(
        List.of("fc4.0 F32 [2, 5]", "fc4.1 F32 [2]"),
        weights.unused().stream().map(StoredTensor::toString).toList());
  }

  @Test
  void aWrongShapeIsRefusedByNameWithBoth() {
    Map<String, long[]> dims = Map.of("conv2/kernel", new long[] {3, 3, 6, 2});
    Path file = write(values(), dims);
    String message = refusal(TinyNetwork.NET, file);
    assertTrue(message.contains("conv2/kernel [3, 3, 2, 6]"), message);
    assertTrue(message.contains("found conv2/kernel F32 [3, 3, 6, 2]"), message);
    assertTrue(message.startsWith(file.toString()), message);
  }

  @Test
  void aMissingTensorIsRefusedByName() {
    Map<String, float[]> values = values();
    values.remove("fc3/bias");
    String message = refusal(TinyNetwork.NET, write(values, Map.of()));
    assertTrue(message.contains("fc3/bias [5], found no such tensor"), message);
  }

  @Test
  void aFileOfAnotherNetworkIsRefusedWithWhatItHolds() {
    String message = refusal(Architectures.C3D, TinyNetwork.fixture("tiny.npz"));
    assertTrue(message.contains("expected C3D (a tensor conv1a.0, features.0.weight"), message);
    assertTrue(message.contains("found a npz file with conv1_W, conv1_b"), message);
  }

  @Test
  void aDeeperNetworkIsNotTakenForAShallowerOne() {
    Map<String, float[]> values = values();
    values.put("conv2b/kernel", new float[3 * 3 * 6 * 6]);
    Path file = write(values, Map.of("conv2b/kernel", new long[] {3, 3, 6, 6}));
    String message = refusal(TinyNetwork.NET.upTo("conv2"), file);
    assertTrue(message.contains("a further convolution, conv2b/kernel F32 [3, 3, 6, 6]"), message);
  }

  @Test
  void aNetworkOfTheSameShapesAndAnotherNameIsRefused() throws Exception {
    byte[] bytes = TinyNetwork.read(TinyNetwork.fixture("new.caffemodel"));
    byte[] named = new byte[bytes.length + 1];
    System.arraycopy(bytes, 9, named, 10, bytes.length - 9); // behind the name TinyNet
    named[0] = 0x0a;
    named[1] = 8;
    System.arraycopy("OtherNet".getBytes(StandardCharsets.US_ASCII), 0, named, 2, 8);
    Path file = Files.write(folder.resolve("other.caffemodel"), named);
    String message = refusal(TinyNetwork.NET, file);
    assertTrue(message.contains("a network that calls itself OtherNet"), message);
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    Map<String, float[]> values = values();
    values.get("conv1/bias")[2] = Float.NaN;
    String message = refusal(TinyNetwork.NET, write(values, Map.of()));
    assertTrue(message.contains("conv1/bias: expected finite weights, found NaN"), message);
  }

  @Test
  void loadingIsCancelledBetweenTensors() {
    Progress stopped =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    Path file = TinyNetwork.fixture("tiny.npz");
    assertThrows(
        CancelledException.class, () -> LoadedWeights.load(TinyNetwork.NET, file, stopped));
  }

  private static String refusal(Architecture architecture, Path file) {
    return assertThrows(BadInputException.class, () -> LoadedWeights.load(architecture, file))
        .getMessage();
  }

  /** The network's weights by our names. */
  private static Map<String, float[]> values() {
    LoadedWeights weights = LoadedWeights.load(TinyNetwork.NET, TinyNetwork.fixture("tiny.npz"));
    Map<String, float[]> values = new HashMap<>();
    for (ExpectedTensor tensor : TinyNetwork.TENSORS) {
      values.put(tensor.name(), weights.values(tensor.name()));
    }
    return values;
  }

  /** A safetensors file under our names; of other dimensions where they are given. */
  private Path write(Map<String, float[]> values, Map<String, long[]> dims) {
    Map<String, long[]> all = new HashMap<>(dims);
    for (ExpectedTensor tensor : TinyNetwork.TENSORS) all.putIfAbsent(tensor.name(), tensor.dims());
    List<Safetensors.Source> sources =
        values.keySet().stream().sorted().map(n -> new Safetensors.Source(n, all.get(n))).toList();
    Path file = folder.resolve("ours.safetensors");
    Safetensors.write(file, Map.of(), sources, source -> values.get(source.name()));
    return file;
  }
}
