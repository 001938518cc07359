// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small network's weights: PyTorch's kernels {@code [out][in][places...]} in our layout. */
final class SmallWeights implements FrozenWeights.TensorSource {
  private final Map<String, float[]> values = new HashMap<>();
  private final Map<String, long[]> dims = new LinkedHashMap<>();

  /**
   * @param kernels layer to dims, in the network's order
   * @param imageChannels channels of the image that fc6 flattens, 0 without fc6
   */
  SmallWeights(JsonObject kernels, int imageChannels) {
    int k = 0;
    for (String layer : kernels.keySet()) {
      long[] torch = new Gson().fromJson(kernels.get(layer), long[].class);
      float[] kernel = Formula.kernel(2 * k, torch);
      int out = (int) torch[0];
      int in = layer.equals("fc6") ? imageChannels : (int) torch[1];
      add(layer + "/kernel", outputLast(kernel, out, in), ours(torch));
      add(layer + "/bias", Formula.bias(2 * k + 1, out), out);
      k++;
    }
  }

  private void add(String name, float[] tensor, long... tensorDims) {
    values.put(name, tensor);
    dims.put(name, tensorDims);
  }

  /** [out][in][place] to [place][in][out]. */
  private static float[] outputLast(float[] from, int out, int in) {
    int places = from.length / out / in;
    float[] to = new float[from.length];
    for (int o = 0; o < out; o++) {
      for (int c = 0; c < in; c++) {
        for (int p = 0; p < places; p++) {
          to[(p * in + c) * out + o] = from[(o * in + c) * places + p];
        }
      }
    }
    return to;
  }

  private static long[] ours(long... torch) {
    long[] ours = new long[torch.length];
    System.arraycopy(torch, 2, ours, 0, torch.length - 2);
    ours[torch.length - 2] = torch[1];
    ours[torch.length - 1] = torch[0];
    return ours;
  }

  @Override
  public float[] values(String tensor) {
    return values.get(tensor);
  }

  @Override
  public long[] dims(String tensor) {
    return dims.get(tensor);
  }
}
