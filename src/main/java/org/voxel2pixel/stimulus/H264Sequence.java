// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.util.Set;

/**
 * A sequence parameter set (ITU-T H.264, 7.3.2.1.1 and E.1.1): what all pictures of a film share.
 *
 * @param id seq_parameter_set_id
 * @param fault a feature for which the film is refused, in words, or {@link #NONE}; what follows it
 *     in the set is 0 then
 * @param codedWidthPx a multiple of 16, as is the height; the picture is cut from it
 * @param leftPx first column that is shown
 * @param topPx first row that is shown
 * @param frameNumBits log2_max_frame_num
 * @param orderType pic_order_cnt_type
 * @param orderBits log2_max_pic_order_cnt_lsb, for order type 0
 * @param orderDeltas whether slices carry delta_pic_order_cnt, for order type 1
 * @param direct8x8 direct_8x8_inference_flag
 * @param pixelAspect width of a pixel by its height; 1 if it is not said
 * @param rangeStated whether the set says what {@code fullRange} is
 * @param fullRange whether black is 0 and white 255 rather than 16 and 235
 * @param matrix matrix_coefficients; 2 if they are not said
 * @param usabilityAt the bit of the payload at which vui_parameters_present_flag is
 */
record H264Sequence(
    int id,
    String fault,
    int codedWidthPx,
    int codedHeightPx,
    int leftPx,
    int topPx,
    int widthPx,
    int heightPx,
    int frameNumBits,
    int orderType,
    int orderBits,
    boolean orderDeltas,
    boolean direct8x8,
    double pixelAspect,
    boolean rangeStated,
    boolean fullRange,
    int matrix,
    int usabilityAt) {
  static final String NONE = "";
  static final int UNSPECIFIED_MATRIX = 2;

  private static final int BASELINE = 66;
  private static final int MAIN = 77;
  private static final int HIGH = 100;

  /** Those whose sets go on with the chroma format (7.3.2.1.1). */
  private static final Set<Integer> HIGH_PROFILES =
      Set.of(HIGH, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

  private static final int CHROMA_420 = 1;
  private static final int MAX_MACROBLOCKS_ACROSS = 512; // 8192 pixels
  private static final int EXPLICIT_ASPECT = 255;

  /** Sample aspect ratios of table E-1; 0 is unspecified. */
  private static final double[] ASPECTS = {
    1,
    1,
    12.0 / 11,
    10.0 / 11,
    16.0 / 11,
    40.0 / 33,
    24.0 / 11,
    20.0 / 11,
    32.0 / 11,
    80.0 / 33,
    18.0 / 11,
    15.0 / 11,
    64.0 / 33,
    160.0 / 99,
    4.0 / 3,
    3.0 / 2,
    2.0
  };

  /**
   * @throws IndexOutOfBoundsException if the set ends too early or has a number out of range
   */
  static H264Sequence of(byte[] unit) {
    NalBits in = NalBits.of(unit);
    int profile = in.bits(8);
    in.bits(16); // constraints and level
    int id = in.ue(31);
    String fault = profileFault(in, profile);
    if (!fault.equals(NONE)) return refused(id, fault);
    int frameNumBits = in.ue(12) + 4;
    int orderType = in.ue(2);
    int orderBits = orderType == 0 ? in.ue(12) + 4 : 0;
    boolean orderDeltas = orderType == 1 && !in.flag();
    if (orderType == 1) skipOrderCycle(in);
    in.ue(16); // max_num_ref_frames
    in.flag(); // gaps_in_frame_num_value_allowed_flag: gaps are refused where they occur
    int codedWidth = (in.ue(MAX_MACROBLOCKS_ACROSS - 1) + 1) * 16;
    int codedHeight = (in.ue(MAX_MACROBLOCKS_ACROSS - 1) + 1) * 16;
    if (!in.flag()) return refused(id, "H.264 with interlaced pictures");
    boolean direct8x8 = in.flag();
    int[] crop = new int[4]; // left, right, top, bottom
    if (in.flag()) for (int n = 0; n < crop.length; n++) crop[n] = 2 * in.ue(4 * 1024);
    int widthPx = codedWidth - crop[0] - crop[1];
    int heightPx = codedHeight - crop[2] - crop[3];
    if (widthPx < 1 || heightPx < 1) throw new IndexOutOfBoundsException("nothing is left to show");
    int usabilityAt = in.position();
    double aspect = 1;
    boolean rangeStated = false;
    boolean fullRange = false;
    int matrix = UNSPECIFIED_MATRIX;
    if (in.flag()) { // vui_parameters_present_flag
      if (in.flag()) aspect = aspect(in);
      if (in.flag()) in.flag(); // overscan
      if (in.flag()) {
        in.bits(3); // video_format
        rangeStated = true;
        fullRange = in.flag();
        if (in.flag()) {
          in.bits(16); // colour primaries and transfer
          matrix = in.bits(8);
        }
      }
    }
    return new H264Sequence(
        id,
        NONE,
        codedWidth,
        codedHeight,
        crop[0],
        crop[2],
        widthPx,
        heightPx,
        frameNumBits,
        orderType,
        orderBits,
        orderDeltas,
        direct8x8,
        aspect,
        rangeStated,
        fullRange,
        matrix,
        usabilityAt);
  }

  /** The set without its usability information, which says nothing that decoding needs. */
  byte[] withoutUsability(byte[] unit) {
    NalWriter writer = new NalWriter();
    writer.copy(NalBits.of(unit).payload(), 0, usabilityAt);
    writer.bit(0);
    writer.bit(1); // the stop bit
    writer.align(0);
    return writer.unit(unit[0]);
  }

  private static H264Sequence refused(int id, String fault) {
    return new H264Sequence(
        id, fault, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, false, 1, false, false, 0, 0);
  }

  private static String profileFault(NalBits in, int profile) {
    if (HIGH_PROFILES.contains(profile)) {
      int chroma = in.ue(3);
      String format = chroma == 0 ? "grey only" : chroma == 2 ? "4:2:2" : "4:4:4";
      if (chroma != CHROMA_420) return "H.264 with the chroma format " + format;
      int lumaBits = in.ue(6) + 8;
      int chromaBits = in.ue(6) + 8;
      if (lumaBits > 8 || chromaBits > 8) {
        return "H.264 with " + Math.max(lumaBits, chromaBits) + " bits a channel";
      }
      if (in.flag()) return "H.264 with lossless blocks";
      if (in.flag()) return "H.264 with scaling matrices";
    }
    boolean known = profile == BASELINE || profile == MAIN || profile == HIGH;
    return known ? NONE : "H.264 of profile " + profile;
  }

  private static void skipOrderCycle(NalBits in) {
    in.se();
    in.se();
    int count = in.ue(255);
    for (int n = 0; n < count; n++) in.se();
  }

  private static double aspect(NalBits in) {
    int code = in.bits(8);
    if (code != EXPLICIT_ASPECT) return code < ASPECTS.length ? ASPECTS[code] : 1;
    double width = in.bits(16);
    double height = in.bits(16);
    return width > 0 && height > 0 ? width / height : 1;
  }
}
