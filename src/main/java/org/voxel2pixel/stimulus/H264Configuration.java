// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an MP4 says about its H.264 pictures (avcC box, ISO/IEC 14496-15, 5.3.3.1): the parameter
 * sets, and in how many bytes the length of a NAL unit is written.
 */
final class H264Configuration {
  private static final int SEQUENCE_UNIT = 7;
  private static final int PICTURE_UNIT = 8;

  private final Path file;
  private final int lengthBytes;
  private final byte[] sequenceUnit;
  private final H264Sequence sequence;
  private final Map<Integer, byte[]> pictureUnits = new HashMap<>();
  private final Map<Integer, H264Picture> pictures = new HashMap<>();

  private H264Configuration(
      Path file, int lengthBytes, List<byte[]> sequenceUnits, List<byte[]> pictureUnits) {
    this.file = file;
    this.lengthBytes = lengthBytes;
    if (sequenceUnits.size() != 1) {
      throw FilmRefusal.unsupported(
          file, "H.264 with " + sequenceUnits.size() + " sequence parameter sets");
    }
    this.sequenceUnit = sequenceUnits.get(0);
    this.sequence = H264Sequence.of(sequenceUnit);
    requireSupported(sequence.fault());
    for (byte[] unit : pictureUnits) {
      H264Picture picture = H264Picture.of(unit);
      requireSupported(picture.fault());
      if (picture.sequenceId() == sequence.id()) {
        this.pictureUnits.put(picture.id(), unit);
        pictures.put(picture.id(), picture);
      }
    }
  }

  /**
   * @param box the avcC box without its header
   */
  static H264Configuration of(Path file, ByteBuffer box) {
    ByteBuffer in = box.duplicate();
    try {
      if (in.get() != 1) throw FilmRefusal.damaged(file, "an avcC box of another version");
      in.position(in.position() + 3); // profile, constraints, level: again in the sets
      int lengthBytes = (in.get() & 3) + 1;
      List<byte[]> sequences = units(in, in.get() & 31);
      List<byte[]> pictures = units(in, Byte.toUnsignedInt(in.get()));
      return new H264Configuration(file, lengthBytes, sequences, pictures);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw FilmRefusal.damaged(file, "H.264 parameter sets that cannot be read", e);
    }
  }

  private static List<byte[]> units(ByteBuffer in, int count) {
    List<byte[]> units = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int length = Short.toUnsignedInt(in.getShort());
      if (length > in.remaining()) throw new BufferUnderflowException();
      byte[] unit = new byte[length];
      in.get(unit);
      units.add(unit);
    }
    return units;
  }

  H264Sequence sequence() {
    return sequence;
  }

  /** The parameter sets as NAL units, with what the decoder needs of them. */
  List<byte[]> sequenceUnits() {
    return List.of(sequence.withoutUsability(sequenceUnit));
  }

  List<byte[]> pictureUnits() {
    return List.copyOf(pictureUnits.values());
  }

  int lengthBytes() {
    return lengthBytes;
  }

  /** The picture parameters that a slice names. */
  H264Picture picture(byte[] slice) {
    H264Picture picture = pictures.get(H264Slice.pictureId(slice));
    if (picture == null) throw new IndexOutOfBoundsException("no such picture parameter set");
    return picture;
  }

  /** A slice's header, its features checked. */
  H264Slice slice(byte[] unit) {
    H264Slice slice = H264Slice.of(unit, sequence, picture(unit));
    requireSupported(slice.fault());
    return slice;
  }

  /** Parameter sets among the pictures must be those of the header. */
  void requireSame(byte[] unit) {
    int type = unit[0] & 31;
    boolean sameSequence = type != SEQUENCE_UNIT || Arrays.equals(unit, sequenceUnit);
    boolean samePicture = type != PICTURE_UNIT || isKnown(unit);
    if (sameSequence && samePicture) return;
    throw FilmRefusal.unsupported(file, "H.264 whose parameters change within the film");
  }

  private boolean isKnown(byte[] pictureUnit) {
    return pictureUnits.values().stream().anyMatch(known -> Arrays.equals(known, pictureUnit));
  }

  private void requireSupported(String fault) {
    if (!fault.equals(H264Sequence.NONE)) throw FilmRefusal.unsupported(file, fault);
  }
}
