// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {

  /**
   * Published counts: torchvision's num_params of alexnet, vgg16, vgg19 and squeezenet1_0; CaffeNet
   * and C3D by the layers' formulas, (3·11²+1)·96 + (48·5²+1)·256 + (256·3²+1)·384 + (192·3²+1)·384
   * + (192·3²+1)·256 + (9216+1)·4096 + (4096+1)·4096 + (4096+1)·1000, and likewise.
   */
  @ParameterizedTest
  @CsvSource({
    "CaffeNet, 60965224",
    "AlexNet, 61100840",
    "VGG16, 138357544",
    "VGG19, 143667240",
    "SqueezeNet 1.0, 1248424",
    "C3D, 79991015"
  })
  void parametersAreAsManyAsPublished(String name, long count) {
    assertEquals(
        count,
        named(name).tensors().stream().mapToLong(t -> TensorEntry.elementCount(t.dims())).sum());
  }

  @ParameterizedTest
  @CsvSource({
    "VGG16, conv4_1/kernel, features.17.weight",
    "VGG16, conv5_3/bias, features.28.bias",
    "VGG16, fc8/kernel, classifier.6.weight",
    "VGG16, fc6/kernel, pre_logits.fc1.weight",
    "VGG16, fc8/bias, head.fc.bias",
    "VGG19, conv5_4/kernel, features.34.weight",
    "VGG19, conv3_4/kernel, features.16.weight",
    "VGG19, conv4_2/kernel, block4_conv2/block4_conv2_W_1:0",
    "VGG19, fc8/bias, predictions/predictions_b_1:0",
    "VGG16, conv1_1/kernel, block1_conv1/block1_conv1/kernel:0",
    "VGG16, fc6/kernel, fc1/fc1/kernel:0",
    "VGG16, conv5_3/kernel, layers/conv2d_12/vars/0",
    "VGG16, fc6/bias, layers/dense/vars/1",
    "VGG16, fc7/kernel, layer_with_weights-14/kernel/.ATTRIBUTES/VARIABLE_VALUE",
    "VGG16, fc6/kernel, fc6_W",
    "AlexNet, conv5/kernel, features.10.weight",
    "AlexNet, fc6/kernel, classifier.1.weight",
    "CaffeNet, conv2/kernel, conv2.0",
    "CaffeNet, fc8/bias, fc8.1",
    "SqueezeNet 1.0, fire5/squeeze1x1/kernel, features.7.squeeze.weight",
    "SqueezeNet 1.0, fire9/expand3x3/bias, features.12.expand3x3.bias",
    "SqueezeNet 1.0, fire9/expand1x1/kernel, fire9/expand1x1.0",
    "SqueezeNet 1.0, conv10/kernel, classifier.1.weight",
    "C3D, fc6/kernel, fc6-1.0",
    "C3D, conv3b/bias, conv3b.1",
    "C3D, conv5b/kernel, features.18.weight",
    "C3D, conv4a/kernel, backbone.conv4a.conv.weight",
    "C3D, fc8/kernel, cls_head.fc_cls.weight"
  })
  void filesNameTensorsSo(String network, String ours, String theirs) {
    assertTrue(
        named(network).namings().stream().anyMatch(n -> theirs.equals(n.stored().get(ours))),
        () -> named(network).namings().toString());
  }

  @Test
  void eachLayersChannelsAreThoseOfTheLayerBefore() {
    Map<String, long[]> dims = new LinkedHashMap<>();
    for (Architecture architecture : Architectures.all()) {
      for (ExpectedTensor tensor : architecture.tensors()) {
        dims.put(architecture + " " + tensor.name(), tensor.dims());
      }
    }
    assertArrayEquals(new long[] {5, 5, 48, 256}, dims.get("CaffeNet conv2/kernel"));
    assertArrayEquals(new long[] {5, 5, 64, 192}, dims.get("AlexNet conv2/kernel"));
    assertArrayEquals(new long[] {9216, 4096}, dims.get("CaffeNet fc6/kernel"));
    assertArrayEquals(new long[] {25088, 4096}, dims.get("VGG19 fc6/kernel"));
    assertArrayEquals(new long[] {3, 3, 256, 512}, dims.get("VGG19 conv4_1/kernel"));
    assertArrayEquals(new long[] {3, 3, 3, 512, 512}, dims.get("C3D conv5b/kernel"));
    assertArrayEquals(new long[] {8192, 4096}, dims.get("C3D fc6/kernel"));
    assertArrayEquals(new long[] {1, 1, 512, 1000}, dims.get("SqueezeNet 1.0 conv10/kernel"));
  }

  @Test
  void aCutNetworkEndsWithItsLastLayer() {
    Architecture trunk = Architectures.VGG19.upTo("conv4_2");
    assertEquals(10, trunk.layers().size()); // "layer 10" of Le 2022
    assertEquals("conv4_2/bias", trunk.tensors().get(19).name());
    assertThrows(IllegalArgumentException.class, () -> Architectures.VGG19.upTo("conv4_9"));
  }

  @Test
  void keepsLegacyShapesAndConvolvedDenseLayersApartFromWrongOnes() {
    ExpectedTensor fc6 =
        Architectures.VGG16.tensors().stream()
            .filter(t -> t.name().equals("fc6/kernel"))
            .findFirst()
            .orElseThrow();
    TensorLayout caffe = TensorLayout.OUTPUT_FIRST;
    assertTrue(caffe.fits(fc6, new long[] {1, 1, 4096, 25088}));
    assertTrue(caffe.fits(fc6, new long[] {4096, 512, 7, 7}));
    assertTrue(!caffe.fits(fc6, new long[] {25088, 4096}));
    assertTrue(!caffe.fits(fc6, new long[] {2, 1, 4096, 25088}));
    assertTrue(!caffe.fits(fc6, new long[] {4096, 7, 7, 512}));
    assertTrue(TensorLayout.OUTPUT_LAST.fits(fc6, new long[] {25088, 4096}));
  }

  private static Architecture named(String name) {
    List<Architecture> found =
        Architectures.all().stream().filter(a -> a.name().equals(name)).toList();
    assertEquals(1, found.size());
    return found.get(0);
  }
}
