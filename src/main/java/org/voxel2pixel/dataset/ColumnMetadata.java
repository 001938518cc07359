// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;

/** What a BData file tells of its columns: one number a key and column. */
interface ColumnMetadata {

  /** The file, for messages. */
  String name();

  /** The keys, in the file's order, each once. */
  List<String> keys();

  /** Columns of the dataset. */
  int columnCount();

  /**
   * One row of the metadata.
   *
   * @param key one of {@link #keys}
   * @return {@code [column]}, NaN where the key does not apply
   */
  double[] metadata(String key);
}
