// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.List;
import java.util.function.UnaryOperator;

/** The networks whose weights people have. */
public final class Architectures {
  /**
   * BVLC's reference CaffeNet (Krizhevsky et al. 2012 with pooling before normalisation): conv2,
   * conv4 and conv5 in two groups. Input 227 x 227, fc6 sees 6 x 6 x 256.
   */
  public static final Architecture CAFFENET = caffeNet();

  /** torchvision's AlexNet (Krizhevsky 2014, "one weird trick"): no groups, no normalisation. */
  public static final Architecture ALEXNET = alexNet();

  /** Configuration D of Simonyan and Zisserman 2015. */
  public static final Architecture VGG16 = VggTable.vgg16();

  /** Configuration E of Simonyan and Zisserman 2015. */
  public static final Architecture VGG19 = VggTable.vgg19();

  /** SqueezeNet 1.0 (Iandola et al. 2016); layers such as {@code fire2/squeeze1x1}. */
  public static final Architecture SQUEEZENET = SqueezeNetTable.architecture();

  /** C3D (Tran et al. 2015), trained on Sports-1M: clips of 16 x 112 x 112. */
  public static final Architecture C3D = c3d();

  private Architectures() {}

  /** All of them. */
  public static List<Architecture> all() {
    return List.of(CAFFENET, ALEXNET, VGG16, VGG19, SQUEEZENET, C3D);
  }

  private static Architecture caffeNet() {
    List<ExpectedTensor> tensors =
        new Layers()
            .convolution("conv1", 11, 3, 96)
            .convolution("conv2", 5, 48, 256)
            .convolution("conv3", 3, 256, 384)
            .convolution("conv4", 3, 192, 384)
            .convolution("conv5", 3, 192, 256)
            .denseOf("fc6", 4096, 6, 6, 256)
            .dense("fc7", 4096, 4096)
            .dense("fc8", 4096, 1000)
            .list();
    return new Architecture(
        "CaffeNet",
        tensors,
        List.of(
            Namings.caffe(InputPixels.CAFFE, tensors, UnaryOperator.identity()),
            Namings.ours(InputPixels.CAFFE, tensors)),
        List.of("AlexNet")); // BVLC's: the same shapes, but normalisation before pooling
  }

  private static Architecture alexNet() {
    List<ExpectedTensor> tensors =
        new Layers()
            .convolution("conv1", 11, 3, 64)
            .convolution("conv2", 5, 64, 192)
            .convolution("conv3", 3, 192, 384)
            .convolution("conv4", 3, 384, 256)
            .convolution("conv5", 3, 256, 256)
            .denseOf("fc6", 4096, 6, 6, 256)
            .dense("fc7", 4096, 4096)
            .dense("fc8", 4096, 1000)
            .list();
    List<String> modules =
        List.of(
            "features.0",
            "features.3",
            "features.6",
            "features.8",
            "features.10",
            "classifier.1",
            "classifier.4",
            "classifier.6");
    return new Architecture(
        "AlexNet",
        tensors,
        List.of(
            Namings.torch("torchvision", InputPixels.TORCHVISION, tensors, modules),
            Namings.ours(InputPixels.TORCHVISION, tensors)),
        List.of());
  }

  private static Architecture c3d() {
    List<ExpectedTensor> tensors =
        new Layers()
            .convolution3d("conv1a", 3, 3, 64)
            .convolution3d("conv2a", 3, 64, 128)
            .convolution3d("conv3a", 3, 128, 256)
            .convolution3d("conv3b", 3, 256, 256)
            .convolution3d("conv4a", 3, 256, 512)
            .convolution3d("conv4b", 3, 512, 512)
            .convolution3d("conv5a", 3, 512, 512)
            .convolution3d("conv5b", 3, 512, 512)
            .denseOf("fc6", 4096, 1, 4, 4, 512)
            .dense("fc7", 4096, 4096)
            .dense("fc8", 4096, 487)
            .list();
    UnaryOperator<String> caffeName = layer -> layer.startsWith("fc") ? layer + "-1" : layer;
    List<String> numbered =
        List.of(
            "features.0",
            "features.3",
            "features.6",
            "features.8",
            "features.11",
            "features.13",
            "features.16",
            "features.18",
            "classifier.0",
            "classifier.3");
    List<String> mmaction =
        List.of(
            "backbone.conv1a.conv",
            "backbone.conv2a.conv",
            "backbone.conv3a.conv",
            "backbone.conv3b.conv",
            "backbone.conv4a.conv",
            "backbone.conv4b.conv",
            "backbone.conv5a.conv",
            "backbone.conv5b.conv",
            "backbone.fc6",
            "backbone.fc7",
            "cls_head.fc_cls");
    return new Architecture(
        "C3D",
        tensors,
        List.of(
            Namings.caffe(InputPixels.C3D, tensors, caffeName),
            Namings.torch("PyTorch", InputPixels.C3D, tensors, numbered),
            Namings.torch("MMAction2", InputPixels.C3D, tensors, mmaction),
            Namings.ours(InputPixels.C3D, tensors)),
        List.of());
  }
}
