// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Locale;

/** Sizes of files, for people. */
final class ByteSize {
  private ByteSize() {}

  /** In MB, or GB from 1000 of them, of powers of ten as disks are sold. */
  static String text(long bytes) {
    double mb = bytes / 1e6;
    return mb < 1000
        ? String.format(Locale.ROOT, "%.1f MB", mb)
        : String.format(Locale.ROOT, "%.1f GB", mb / 1000);
  }
}
