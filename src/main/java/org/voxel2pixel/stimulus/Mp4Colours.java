// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;

/**
 * What a container says of the colours (colr box, ISO/IEC 14496-12, 12.1.5, and QuickTime's nclc);
 * it counts where the pictures themselves say nothing.
 *
 * @param matrix matrix_coefficients, or {@link H264Sequence#UNSPECIFIED_MATRIX}
 */
record Mp4Colours(int matrix, boolean fullRange) {
  private static final Mp4Colours NONE = new Mp4Colours(H264Sequence.UNSPECIFIED_MATRIX, false);

  static Mp4Colours of(FileBytes bytes, Mp4Box box) {
    if (box.isEmpty()) return NONE;
    ByteBuffer in = box.content(bytes, 4);
    boolean film = in.getInt(0) == FourCc.big("nclx");
    boolean quickTime = in.getInt(0) == FourCc.big("nclc");
    if (!film && !quickTime || in.limit() < 10) return NONE;
    boolean full = film && in.limit() > 10 && in.get(10) < 0;
    return new Mp4Colours(Short.toUnsignedInt(in.getShort(8)), full);
  }
}
