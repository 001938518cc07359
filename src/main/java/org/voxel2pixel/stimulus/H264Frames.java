// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jcodec.codecs.h264.H264Decoder;
import org.jcodec.common.logging.LogSink;
import org.jcodec.common.logging.Logger;

/**
 * Decodes H.264 pictures, in stored order, by jcodec 0.2.5, whose own reading of MP4 and own
 * colours are not used.
 *
 * <p>Compared with FFmpeg's decoder, which is exact, jcodec is wrong for some features without
 * saying so: temporal direct prediction, weighted B pictures whose P pictures are not weighted,
 * scaling matrices, partly reordered references, unsmoothed slices, PCM blocks. {@link H264Slice}
 * and the parameter sets tell of all but the last two. A slice that asks for no smoothing is given
 * to the decoder as one smoothed with thresholds so low that nothing is changed. PCM blocks it
 * tells of only in its log, so all that it logs is a refusal. One fault is left: an edge between
 * blocks that are predicted twice from the same picture may be smoothed although it should not,
 * which changes single pixels by a few units.
 *
 * <p>For pictures of several slices jcodec starts daemon threads, a film at most as many as there
 * are processors, and keeps them.
 */
final class H264Frames {
  /** Times two it is added to an index of at most 51, of which 0 to 15 mean no smoothing. */
  private static final int NEVER_SMOOTHED = -26;

  /**
   * What follows the data of an arithmetically coded slice. A whole slice says where it ends; a
   * damaged one may lead jcodec beyond its end, where it would read the same bit for ever.
   */
  private static final byte[] NOISE = noise();

  private static final AtomicLong COMPLAINTS = new AtomicLong();
  private static final boolean HEARD = listen();

  private final Path file;
  private final H264Configuration configuration;
  private final H264Decoder decoder = new H264Decoder();

  H264Frames(Path file, H264Configuration configuration) {
    this.file = file;
    this.configuration = configuration;
    decoder.addSps(buffers(configuration.sequenceUnits()));
    decoder.addPps(buffers(configuration.pictureUnits()));
  }

  private static byte[] noise() {
    byte[] noise = new byte[1 << 16];
    new Random(1).nextBytes(noise);
    for (int n = 0; n < noise.length; n++) noise[n] |= 4; // no 0 to 3, so no emulation prevention
    return noise;
  }

  /** Whether jcodec's log can be heard; not if other code made it log before. */
  static boolean isHeard() {
    return HEARD;
  }

  private static boolean listen() {
    LogSink sink = message -> COMPLAINTS.incrementAndGet();
    try {
      Logger.addSink(sink);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Planes of luma, Cb and Cr of the coded size, each number less 128, with what was in them. */
  byte[][] newPlanes() {
    H264Sequence sequence = configuration.sequence();
    int size = sequence.codedWidthPx() * sequence.codedHeightPx();
    return new byte[][] {new byte[size], new byte[size / 4], new byte[size / 4]};
  }

  /**
   * Decodes one stored picture into planes.
   *
   * @param name what the picture is to people
   */
  void decode(String name, ByteBuffer sample, byte[][] planes) {
    Object decoded;
    long complaints;
    try {
      List<ByteBuffer> slices = slices(sample);
      // One at a time, so that a complaint is known to be about this film.
      synchronized (COMPLAINTS) {
        complaints = COMPLAINTS.get();
        decoded = decoder.decodeFrameFromNals(slices, planes);
        complaints = COMPLAINTS.get() - complaints;
      }
    } catch (RuntimeException e) {
      // jcodec meets broken data and what it cannot do with exceptions of every kind.
      throw FilmRefusal.damaged(file, name + " that cannot be decoded (" + e + ")", e);
    }
    if (decoded == null || complaints > 0) {
      throw FilmRefusal.unsupported(file, name + " that cannot be decoded (PCM blocks?)");
    }
  }

  private List<ByteBuffer> slices(ByteBuffer sample) {
    List<ByteBuffer> slices = new ArrayList<>();
    while (sample.hasRemaining()) {
      long length = H264Scan.length(sample, configuration.lengthBytes());
      byte[] unit = new byte[(int) Math.min(length, sample.remaining())];
      sample.get(unit);
      int type = unit[0] & 31;
      boolean slice = type == H264Slice.SLICE || type == H264Slice.IDR_SLICE;
      if (slice) slices.add(ByteBuffer.wrap(decodable(unit)));
    }
    return slices;
  }

  private byte[] decodable(byte[] unit) {
    H264Slice slice = configuration.slice(unit);
    byte[] smoothed = slice.unsmoothed() ? rewritten(unit, slice) : unit;
    if (!configuration.picture(unit).arithmetic()) return smoothed;
    byte[] longer = Arrays.copyOf(smoothed, smoothed.length + NOISE.length);
    System.arraycopy(NOISE, 0, longer, smoothed.length, NOISE.length);
    return longer;
  }

  /** The slice with a header that asks for smoothing which changes nothing. */
  private byte[] rewritten(byte[] unit, H264Slice slice) {
    NalBits bits = NalBits.of(unit);
    byte[] payload = bits.payload();
    NalWriter writer = new NalWriter();
    writer.copy(payload, 0, slice.smoothingAt());
    writer.ue(0); // disable_deblocking_filter_idc
    writer.se(NEVER_SMOOTHED); // slice_alpha_c0_offset_div2, slice_beta_offset_div2
    writer.se(NEVER_SMOOTHED);
    if (configuration.picture(unit).arithmetic()) {
      writer.align(1); // cabac_alignment_one_bit; the data begin at a whole byte
      int data = (slice.dataAt() + 7) / 8 * 8;
      writer.copy(payload, data, payload.length * 8);
    } else {
      writer.copy(payload, slice.dataAt(), bits.stopBit() + 1);
      writer.align(0);
    }
    return writer.unit(unit[0]);
  }

  private static List<ByteBuffer> buffers(List<byte[]> units) {
    // jcodec wants them without their header byte.
    return units.stream().map(unit -> ByteBuffer.wrap(unit, 1, unit.length - 1).slice()).toList();
  }
}
