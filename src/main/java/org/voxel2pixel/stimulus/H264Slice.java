// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/**
 * The header of a slice (ITU-T H.264, 7.3.3), read for what the decoder cannot do.
 *
 * @param fault a feature for which the film is refused, in words, or {@link H264Sequence#NONE}
 * @param firstBlock first_mb_in_slice: 0 where a picture begins
 * @param whole whether the picture is an IDR picture: decoding can begin at it
 * @param reference whether other pictures may be predicted from it
 * @param frameNum frame_num
 * @param unsmoothed whether the slice's edges are not smoothed (disable_deblocking_filter_idc 1)
 * @param smoothingAt the bit of the payload at which disable_deblocking_filter_idc begins; 0 if it
 *     is not there
 * @param dataAt the bit of the payload after the header
 */
record H264Slice(
    String fault,
    int firstBlock,
    boolean whole,
    boolean reference,
    int frameNum,
    boolean unsmoothed,
    int smoothingAt,
    int dataAt) {
  static final int SLICE = 1;
  static final int IDR_SLICE = 5;

  private static final int P = 0;
  private static final int B = 1;
  private static final int I = 2;
  private static final int END_OF_MODIFICATIONS = 3;
  private static final int LONG_TERM_MODIFICATION = 2;
  private static final int UNMARK_SHORT_TERM = 1;
  private static final int MARK_LONG_TERM = 3;
  private static final int UNMARK_ALL = 5;
  private static final int UNSMOOTHED = 1;

  /** The id of the picture parameter set that a slice names. */
  static int pictureId(byte[] unit) {
    NalBits in = NalBits.of(unit);
    in.ue();
    in.ue(9);
    return in.ue(255);
  }

  /**
   * @param unit the NAL unit; its first bytes do, as long as they hold the header
   * @throws IndexOutOfBoundsException if the header ends too early or has a number out of range
   */
  static H264Slice of(byte[] unit, H264Sequence sequence, H264Picture picture) {
    return new Reading(NalBits.of(unit), sequence, picture).slice();
  }

  /** One header being read; the first fault stands. */
  private static final class Reading {
    private final NalBits in;
    private final H264Sequence sequence;
    private final H264Picture picture;
    private final boolean whole;
    private String fault = H264Sequence.NONE;

    Reading(NalBits in, H264Sequence sequence, H264Picture picture) {
      this.in = in;
      this.sequence = sequence;
      this.picture = picture;
      this.whole = in.nalType() == IDR_SLICE;
    }

    H264Slice slice() {
      int firstBlock = in.ue();
      int type = in.ue(9) % 5;
      in.ue(255); // pic_parameter_set_id
      int frameNum = in.bits(sequence.frameNumBits());
      if (type > I) {
        return new H264Slice(
            "H.264 with switching slices", firstBlock, whole, true, 0, false, 0, 0);
      }
      if (whole) in.ue(65_535); // idr_pic_id
      readOrder();
      if (type == B) readDirectMode();
      int[] counts = referenceCounts(type);
      if (type == P || type == B) readModifications(counts[0]);
      if (type == B) readModifications(counts[1]);
      if (type == P && picture.weighted()) readWeights(counts[0]);
      if (type == B) requireKnownWeights();
      if (in.referenceIdc() != 0) readMarking();
      if (picture.arithmetic() && type != I) in.ue(2); // cabac_init_idc
      in.se(); // slice_qp_delta
      int smoothingAt = 0;
      boolean unsmoothed = false;
      if (picture.deblockingControl()) {
        smoothingAt = in.position();
        unsmoothed = in.ue(2) == UNSMOOTHED;
        if (!unsmoothed) {
          in.se(); // slice_alpha_c0_offset_div2, slice_beta_offset_div2
          in.se();
        }
      }
      boolean reference = in.referenceIdc() != 0;
      return new H264Slice(
          fault, firstBlock, whole, reference, frameNum, unsmoothed, smoothingAt, in.position());
    }

    private void refuse(String why) {
      if (fault.equals(H264Sequence.NONE)) fault = why;
    }

    private void readOrder() {
      if (sequence.orderType() == 0) {
        in.bits(sequence.orderBits());
        if (picture.bottomOrder()) in.se();
      }
      if (sequence.orderDeltas()) {
        in.se();
        if (picture.bottomOrder()) in.se();
      }
    }

    private void readDirectMode() {
      boolean spatial = in.flag();
      if (!spatial) refuse("H.264 with temporal direct prediction");
      if (!sequence.direct8x8()) refuse("H.264 with direct prediction of 4 x 4 blocks");
      if (sequence.orderType() != 0) refuse("H.264 with B pictures of unstated order");
    }

    private int[] referenceCounts(int type) {
      int[] counts = picture.referenceCounts().clone();
      boolean stated = (type == P || type == B) && in.flag();
      if (stated) {
        counts[0] = in.ue(31) + 1;
        if (type == B) counts[1] = in.ue(31) + 1;
      }
      return counts;
    }

    /** The decoder is right where a list is written down whole, or has one picture. */
    private void readModifications(int count) {
      if (!in.flag()) return;
      int modifications = 0;
      for (int kind = in.ue(3); kind != END_OF_MODIFICATIONS; kind = in.ue(3)) {
        if (kind == LONG_TERM_MODIFICATION) refuse("H.264 with long-term reference pictures");
        in.ue();
        modifications++;
      }
      if (modifications < count) refuse("H.264 with partly reordered reference pictures");
    }

    private void readWeights(int count) {
      in.ue(7); // luma_log2_weight_denom, chroma_log2_weight_denom
      in.ue(7);
      for (int n = 0; n < count; n++) {
        int numbers = in.flag() ? 2 : 0; // weight and offset
        for (int k = 0; k < numbers; k++) in.se();
        numbers = in.flag() ? 4 : 0;
        for (int k = 0; k < numbers; k++) in.se();
      }
    }

    private void requireKnownWeights() {
      boolean explicit = picture.biWeights() == H264Picture.EXPLICIT;
      if (explicit || (picture.biWeights() != 0 && !picture.weighted())) {
        refuse("H.264 with weighted B pictures");
      }
    }

    private void readMarking() {
      if (whole) {
        in.flag(); // no_output_of_prior_pics_flag
        if (in.flag()) refuse("H.264 with long-term reference pictures");
        return;
      }
      if (!in.flag()) return;
      for (int operation = in.ue(6); operation != 0; operation = in.ue(6)) {
        if (operation != UNMARK_SHORT_TERM) refuse("H.264 with long-term reference pictures");
        int numbers = operation == UNMARK_ALL ? 0 : operation == MARK_LONG_TERM ? 2 : 1;
        for (int k = 0; k < numbers; k++) in.ue();
      }
    }
  }
}
