// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/**
 * A picture parameter set (ITU-T H.264, 7.3.2.2).
 *
 * @param id pic_parameter_set_id
 * @param sequenceId the sequence parameter set that it belongs to
 * @param fault a feature for which the film is refused, in words, or {@link H264Sequence#NONE};
 *     what follows it in the set is 0 then
 * @param arithmetic entropy_coding_mode_flag: CABAC rather than CAVLC
 * @param bottomOrder whether slices carry delta_pic_order_cnt_bottom
 * @param referenceCounts pictures in list 0 and list 1 where a slice does not say
 * @param weighted weighted_pred_flag
 * @param biWeights weighted_bipred_idc
 * @param deblockingControl whether slices say how edges are smoothed
 */
record H264Picture(
    int id,
    int sequenceId,
    String fault,
    boolean arithmetic,
    boolean bottomOrder,
    int[] referenceCounts,
    boolean weighted,
    int biWeights,
    boolean deblockingControl) {
  /**
   * weighted_bipred_idc of weights that are written down; 2 is for those that follow from times.
   */
  static final int EXPLICIT = 1;

  /**
   * @throws IndexOutOfBoundsException if the set ends too early or has a number out of range
   */
  static H264Picture of(byte[] unit) {
    NalBits in = NalBits.of(unit);
    int id = in.ue(255);
    int sequenceId = in.ue(31);
    boolean arithmetic = in.flag();
    boolean bottomOrder = in.flag();
    if (in.ue(7) > 0) return refused(id, sequenceId, "H.264 with slice groups");
    int[] counts = {in.ue(31) + 1, in.ue(31) + 1};
    boolean weighted = in.flag();
    int biWeights = in.bits(2);
    in.se(); // pic_init_qp, pic_init_qs, chroma_qp_index_offset
    in.se();
    in.se();
    boolean deblocking = in.flag();
    if (in.flag()) return refused(id, sequenceId, "H.264 with constrained intra prediction");
    if (in.flag()) return refused(id, sequenceId, "H.264 with redundant pictures");
    if (in.more()) {
      in.flag(); // transform_8x8_mode_flag
      if (in.flag()) return refused(id, sequenceId, "H.264 with scaling matrices");
    }
    return new H264Picture(
        id,
        sequenceId,
        H264Sequence.NONE,
        arithmetic,
        bottomOrder,
        counts,
        weighted,
        biWeights,
        deblocking);
  }

  private static H264Picture refused(int id, int sequenceId, String fault) {
    return new H264Picture(id, sequenceId, fault, false, false, new int[2], false, 0, false);
  }
}
