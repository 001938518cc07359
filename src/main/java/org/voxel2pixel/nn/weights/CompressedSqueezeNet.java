// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;

/**
 * SqueezeNet 1.0 after deep compression: {@code compressed_SqueezeNet.net} of GitHub
 * songhan/SqueezeNet-Deep-Compression (Iandola et al. 2016, arXiv:1602.07360; Han et al. 2016).
 *
 * <p>Little-endian, without a header: {@code uint32 nz[26]}, then for each convolution in turn
 * {@code float32 codebook[256]}, {@code float32 bias[out]}, {@code uint8 code[nz]} and {@code uint8
 * gap[ceil(nz / 2)]}, two gaps of 4 bits a byte, low one first. Code {@code k} stands at element
 * {@code sum over j <= k of (gap_j + 1) - 1} of the weights {@code [out][in][y][x]}; elsewhere
 * stands code 0; a weight is {@code codebook[code]}.
 *
 * <p>Tensors are named as in the Caffe model: {@code conv1.0} weights, {@code conv1.1} bias.
 */
final class CompressedSqueezeNet implements WeightsFile {
  private static final int CODES = 256;

  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, float[]> values = new LinkedHashMap<>(); // 5 MB in all

  private CompressedSqueezeNet() {}

  /** Layer names and {@code {out, in, height, width}} in the order of the file. */
  private static List<StoredTensor> kernels() {
    List<StoredTensor> kernels = new ArrayList<>();
    for (ExpectedTensor tensor : SqueezeNetTable.architecture().tensors()) {
      long[] d = tensor.dims(); // [height][width][in][out]
      if (d.length < 4) continue;
      String layer = tensor.name().substring(0, tensor.name().lastIndexOf('/'));
      kernels.add(new StoredTensor(layer, Dtype.F32, new long[] {d[3], d[2], d[0], d[1]}));
    }
    return kernels;
  }

  /** Whether the counts at the file's start are possible: no other format has 26 such numbers. */
  static boolean isOne(BoundedFile file) {
    List<StoredTensor> kernels = kernels();
    if (file.size() < kernels.size() * Integer.BYTES) return false;
    ByteBuffer counts = file.read(0, kernels.size() * Integer.BYTES);
    for (StoredTensor kernel : kernels) {
      int count = counts.getInt();
      if (count < 1 || count > kernel.elementCount()) return false;
    }
    return true;
  }

  /**
   * @throws BadInputException if its length is not the one that follows from its counts
   */
  static CompressedSqueezeNet open(Path path) {
    try (BoundedFile file = BoundedFile.open(path)) {
      return read(file);
    }
  }

  private static CompressedSqueezeNet read(BoundedFile file) {
    CompressedSqueezeNet net = new CompressedSqueezeNet();
    List<StoredTensor> kernels = kernels();
    int[] counts = new int[kernels.size()];
    file.read(0, counts.length * Integer.BYTES).asIntBuffer().get(counts);
    long at = (long) counts.length * Integer.BYTES;
    long length = at;
    for (int n = 0; n < counts.length; n++) length += bytes(kernels.get(n), counts[n]);
    if (length != file.size()) {
      throw new BadInputException(
          file.path(),
          "a compressed SqueezeNet of " + length + " bytes",
          file.size() + " bytes",
          BoundedFile.REMEDY);
    }
    for (int n = 0; n < counts.length; n++) {
      StoredTensor kernel = kernels.get(n);
      int bytes = (int) bytes(kernel, counts[n]);
      net.add(file, kernel, counts[n], file.read(at, bytes));
      at += bytes;
    }
    return net;
  }

  private static long bytes(StoredTensor kernel, int count) {
    return Float.BYTES * (CODES + kernel.dims()[0]) + count + (count + 1) / 2;
  }

  private void add(BoundedFile file, StoredTensor kernel, int count, ByteBuffer in) {
    float[] codebook = new float[CODES];
    float[] bias = new float[(int) kernel.dims()[0]];
    in.asFloatBuffer().get(codebook).get(bias);
    int codes = Float.BYTES * (codebook.length + bias.length);
    int gaps = codes + count;
    float[] weights = new float[(int) kernel.elementCount()];
    Arrays.fill(weights, codebook[0]);
    int position = -1;
    for (int k = 0; k < count; k++) {
      int gap = in.get(gaps + k / 2) >> (k % 2 == 0 ? 0 : 4) & 0xf;
      position += gap + 1;
      if (position >= weights.length) {
        throw file.damaged("code " + k + " of " + kernel.name() + " beyond its last weight");
      }
      weights[position] = codebook[in.get(codes + k) & 0xff];
    }
    put(kernel.name() + ".0", kernel.dims(), weights);
    put(kernel.name() + ".1", new long[] {bias.length}, bias);
  }

  private void put(String name, long[] dims, float[] floats) {
    tensors.put(name, new StoredTensor(name, Dtype.F32, dims));
    values.put(name, floats);
  }

  @Override
  public String format() {
    return "squeezenet-compressed";
  }

  @Override
  public String networkName() {
    return "SqueezeNet";
  }

  @Override
  public List<StoredTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  @Override
  public float[] read(String name) {
    float[] floats = values.get(name);
    if (floats == null) throw new IllegalArgumentException("no tensor " + name);
    return floats.clone();
  }

  /** Nothing: the file has been read whole. */
  @Override
  public void close() {}
}
