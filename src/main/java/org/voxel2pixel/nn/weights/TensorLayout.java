// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The order in which a kind of file stores the dimensions of its kernels. */
enum TensorLayout {
  /** TensorFlow's and Keras', which is ours: output last, flattened images with channels last. */
  OUTPUT_LAST {
    @Override
    List<long[]> dims(ExpectedTensor tensor) {
      return List.of(tensor.dims());
    }

    @Override
    float[] toOurs(ExpectedTensor tensor, float[] stored) {
      return stored;
    }
  },

  /**
   * Caffe's and PyTorch's: {@code [out][in][places...]}, dense {@code [out][in]}, flattened images
   * with channels first; or a dense layer as the convolution that it equals, {@code
   * [out][in][places...]}.
   */
  OUTPUT_FIRST {
    @Override
    List<long[]> dims(ExpectedTensor tensor) {
      if (tensor.isBias()) return List.of(tensor.dims());
      long[] convolution = join(tensor.outputs(), tensor.channels(), tensor.places());
      if (tensor.dims().length > 2) return List.of(convolution);
      long[] dense = {tensor.outputs(), tensor.dims()[0]};
      List<long[]> dims = new ArrayList<>(List.of(dense));
      dims.add(convolution.length > 2 ? convolution : new long[] {dense[0], dense[1], 1, 1});
      return dims;
    }

    @Override
    float[] toOurs(ExpectedTensor tensor, float[] stored) {
      if (tensor.isBias()) return stored;
      int places = (int) TensorEntry.elementCount(tensor.places());
      return outputLast(stored, (int) tensor.outputs(), (int) tensor.channels(), places);
    }
  };

  private static final int BLOCK = 32;

  /** Dimensions under which a file of this layout may hold the tensor. */
  abstract List<long[]> dims(ExpectedTensor tensor);

  /** Stored values in our layout; may be the same array. */
  abstract float[] toOurs(ExpectedTensor tensor, float[] stored);

  /** Whether stored dimensions are as they should be, but for leading 1s (old Caffe has four). */
  boolean fits(ExpectedTensor tensor, long[] stored) {
    return dims(tensor).stream()
        .anyMatch(
            dims -> {
              int more = stored.length - dims.length;
              if (more < 0) return false;
              for (int d = 0; d < more; d++) if (stored[d] != 1) return false;
              return Arrays.equals(stored, more, stored.length, dims, 0, dims.length);
            });
  }

  /** {@code [out][channel][place]} as {@code [place][channel][out]}, a block of outputs a time. */
  private static float[] outputLast(float[] from, int outputs, int channels, int places) {
    float[] to = new float[from.length];
    for (int block = 0; block < outputs; block += BLOCK) {
      int end = Math.min(outputs, block + BLOCK);
      for (int channel = 0; channel < channels; channel++) {
        for (int place = 0; place < places; place++) {
          int row = (place * channels + channel) * outputs;
          for (int out = block; out < end; out++) {
            to[row + out] = from[(out * channels + channel) * places + place];
          }
        }
      }
    }
    return to;
  }

  private static long[] join(long outputs, long channels, long[] places) {
    long[] dims = new long[2 + places.length];
    dims[0] = outputs;
    dims[1] = channels;
    System.arraycopy(places, 0, dims, 2, places.length);
    return dims;
  }
}
