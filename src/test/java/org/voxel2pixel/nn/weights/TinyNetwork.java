// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The networks of src/test/python/nn_weights.py, whose files are the fixtures here. */
final class TinyNetwork {
  static final List<ExpectedTensor> TENSORS =
      new Layers()
          .convolution("conv1", 3, 3, 4)
          .convolution("conv2", 3, 2, 6)
          .denseOf("fc3", 5, 2, 2, 6)
          .dense("fc4", 5, 2)
          .list();

  static final Architecture NET = architecture(TENSORS);
  static final Architecture CLIP = clip();

  private TinyNetwork() {}

  static Architecture architecture(List<ExpectedTensor> tensors) {
    List<String> modules = List.of("features.0", "features.2", "classifier.0", "classifier.2");
    return new Architecture(
        "TinyNet",
        tensors,
        List.of(
            Namings.caffe(InputPixels.CAFFE, tensors, UnaryOperator.identity()),
            Namings.torch("torchvision", InputPixels.TORCHVISION, tensors, modules),
            lastOutputs("NumPy", tensors, (i, l) -> List.of(l + "_W", l + "_b")),
            lastOutputs(
                "Keras 1",
                tensors,
                (i, l) -> List.of(l + "/" + l + "_W_1:0", l + "/" + l + "_b_1:0")),
            lastOutputs(
                "Keras 2",
                tensors,
                (i, l) -> List.of(l + "/" + l + "/kernel:0", l + "/" + l + "/bias:0")),
            lastOutputs("Keras 3", tensors, (i, l) -> keras3(i)),
            lastOutputs(
                "checkpoint",
                tensors,
                (i, l) ->
                    List.of(
                        "layer_with_weights-" + i + "/kernel/.ATTRIBUTES/VARIABLE_VALUE",
                        "layer_with_weights-" + i + "/bias/.ATTRIBUTES/VARIABLE_VALUE")),
            Namings.ours(InputPixels.VGG, tensors)),
        List.of("OtherNet"));
  }

  private static List<String> keras3(int layer) {
    String path =
        List.of("layers/conv2d", "layers/conv2d_1", "layers/dense", "layers/dense_1").get(layer);
    return List.of(path + "/vars/0", path + "/vars/1");
  }

  private static Naming lastOutputs(
      String label, List<ExpectedTensor> tensors, Naming.LayerNames names) {
    return Naming.of(label, TensorLayout.OUTPUT_LAST, InputPixels.VGG, tensors, names);
  }

  private static Architecture clip() {
    List<ExpectedTensor> tensors =
        new Layers().convolution3d("conv1a", 3, 3, 4).denseOf("fc6", 5, 1, 2, 2, 4).list();
    UnaryOperator<String> caffeName = l -> l.equals("fc6") ? "fc6-1" : l;
    return new Architecture(
        "TinyClipNet",
        tensors,
        List.of(Namings.caffe(InputPixels.C3D, tensors, caffeName)),
        List.of());
  }

  static Path fixture(String name) {
    try {
      return Path.of(TinyNetwork.class.getResource("/org/voxel2pixel/nn/weights/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares all tensors with those that Python computed; doubles were floats before. */
  static void assertIsTheNetwork(LoadedWeights weights, String expected) {
    ByteBuffer bytes = ByteBuffer.wrap(read(fixture(expected))).order(ByteOrder.LITTLE_ENDIAN);
    for (ExpectedTensor tensor : weights.architecture().tensors()) {
      float[] values = new float[(int) TensorEntry.elementCount(tensor.dims())];
      for (int i = 0; i < values.length; i++) values[i] = bytes.getFloat();
      assertArrayEquals(values, weights.values(tensor.name()), tensor::name);
      assertArrayEquals(tensor.dims(), weights.dims(tensor.name()));
    }
    assertEquals(0, bytes.remaining());
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
