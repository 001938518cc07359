// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;

/**
 * Computes a comparator's features of many images, for measures in feature space such as
 * identification. Not for several threads at once.
 */
public final class FeatureExtractor implements AutoCloseable {
  private static final int RGB = 3;
  private static final int CLIP_FRAMES = 16;

  private final Comparator comparator;
  private final long[] itemDims;
  private final int itemLength;
  private final NetworkGraph graph = new NetworkGraph();
  private final NetworkSession session;
  private final Operand<TFloat32> input;
  private final List<Operand<TFloat32>> outputs;

  /** Takes the features of one item, layer after layer. */
  public interface Sink {
    /**
     * @param index of the item
     * @param layer place of the layer in {@link FeatureExtractor#layers}
     * @param features last dimension fastest; the taker's own
     */
    void accept(int index, int layer, float[] features);
  }

  private FeatureExtractor(Comparator comparator, SessionOptions options, long... itemDims) {
    this.comparator = comparator;
    this.itemDims = itemDims;
    this.itemLength = Math.toIntExact(Arrays.stream(itemDims).reduce(1, Math::multiplyExact));
    input = graph.placeholder("images", batchDims(-1));
    outputs = comparator.features(Scope.of(graph, "features", Mode.INFERENCE), input);
    session = new NetworkSession(graph, options);
    session.initialise(0); // nothing is random: only the weights are set
    if (!outputs.isEmpty()) return;
    close();
    throw new BadInputException(
        "images",
        "large enough for comparator " + comparator.name(),
        Arrays.toString(itemDims),
        "give larger images");
  }

  /** Of images {@code [heightPx][widthPx][3]}, RGB in [0, 1]. */
  public static FeatureExtractor ofImages(
      Comparator comparator, int heightPx, int widthPx, SessionOptions options) {
    return new FeatureExtractor(comparator, options, heightPx, widthPx, RGB);
  }

  /**
   * Of clips {@code [16][heightPx][widthPx][3]}, RGB in [0, 1].
   *
   * @param comparator one that takes clips: {@code c3d}
   */
  public static FeatureExtractor ofClips(
      Comparator comparator, int heightPx, int widthPx, SessionOptions options) {
    return new FeatureExtractor(comparator, options, CLIP_FRAMES, heightPx, widthPx, RGB);
  }

  private long[] batchDims(long count) {
    long[] dims = new long[1 + itemDims.length];
    dims[0] = count;
    System.arraycopy(itemDims, 0, dims, 1, itemDims.length);
    return dims;
  }

  public Comparator comparator() {
    return comparator;
  }

  /** Names of the layers whose features there are. */
  public List<String> layers() {
    return comparator.layers().subList(0, outputs.size());
  }

  /**
   * Dimensions of a layer's features of one item, such as {@code [28, 28, 512]}: {@code
   * [y][x][channel]}.
   */
  public long[] dims(int layer) {
    long[] dims = outputs.get(layer).shape().asArray();
    return Arrays.copyOfRange(dims, 1, dims.length);
  }

  /**
   * Features of a few items at once.
   *
   * @param items one after another
   * @return for each layer the items' features, one after another
   */
  public float[][] features(float[] items, int count) {
    if (items.length != (long) count * itemLength) {
      throw new IllegalArgumentException(
          count + " items of " + itemLength + " values, were given " + items.length);
    }
    Step step = session.step().feed(input, items, batchDims(count));
    outputs.forEach(step::fetch);
    return step.run();
  }

  /**
   * Features of many items; holds those of {@code atOnce} at a time.
   *
   * @param items gives each item's values, asked in order
   * @param count of items
   * @param atOnce how many a run of the network takes; cancelling waits for a run
   */
  public void extract(
      IntFunction<float[]> items, int count, int atOnce, Sink sink, Progress progress) {
    if (atOnce < 1) throw new IllegalArgumentException("atOnce must be >= 1, was " + atOnce);
    for (int first = 0; first < count; first += atOnce) {
      progress.checkCancelled();
      progress.report("features of " + comparator.name(), first, count);
      int size = Math.min(atOnce, count - first);
      float[] batch = new float[Math.multiplyExact(size, itemLength)];
      for (int i = 0; i < size; i++) copy(items.apply(first + i), batch, i);
      float[][] features = features(batch, size);
      for (int layer = 0; layer < features.length; layer++) {
        int length = features[layer].length / size;
        for (int i = 0; i < size; i++) {
          float[] own = Arrays.copyOfRange(features[layer], i * length, (i + 1) * length);
          sink.accept(first + i, layer, own);
        }
      }
    }
    progress.report("features of " + comparator.name(), count, count);
  }

  private void copy(float[] item, float[] batch, int place) {
    if (item.length != itemLength) {
      throw new IllegalArgumentException(
          "an item of " + item.length + " values, not " + Arrays.toString(itemDims));
    }
    System.arraycopy(item, 0, batch, place * itemLength, itemLength);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
