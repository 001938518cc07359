// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The values of a network's variables: as they are whenever they are asked for, or, after {@link
 * #copy}, as they were. A copy is all that a thread beside the training needs to write them.
 */
public final class NetworkState {
  private final List<Entry> entries;

  /**
   * One variable.
   *
   * @param values gives its values, last dimension fastest, as many as {@code dims} say, in an
   *     array that nobody changes
   */
  public record Entry(String name, long[] dims, Supplier<float[]> values) {}

  /**
   * @param entries each name once
   */
  public NetworkState(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Every variable of the session's graph, read when it is asked for. */
  public static NetworkState of(NetworkSession session) {
    return new NetworkState(
        session.network().variables().stored().stream()
            .map(v -> new Entry(v.name(), v.dims(), () -> session.read(v)))
            .toList());
  }

  /** The values of this moment, held in Java's memory: {@link #bytes} of it. */
  public NetworkState copy() {
    List<Entry> copies = new ArrayList<>();
    for (Entry entry : entries) {
      float[] values = entry.values().get();
      copies.add(new Entry(entry.name(), entry.dims(), () -> values));
    }
    return new NetworkState(copies);
  }

  /** In the order of their creation. */
  public List<Entry> entries() {
    return entries;
  }

  /** What all values take, 4 bytes each. */
  public long bytes() {
    long numbers = 0;
    for (Entry entry : entries) {
      numbers = Math.addExact(numbers, Dims.elementCount(entry.dims()));
    }
    return Math.multiplyExact(numbers, (long) Float.BYTES);
  }
}
