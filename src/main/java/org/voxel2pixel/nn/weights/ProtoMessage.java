// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.charset.StandardCharsets;

/**
 * The fields of one protocol buffers message, in their order (Protocol Buffers encoding: a varint
 * key = field * 8 + wire type, then a varint, 8 bytes, a length and as many bytes, or 4 bytes).
 * Groups, an encoding that none of our formats uses, are refused.
 *
 * <p>A message is only a range of bytes: nothing is copied, and nothing reaches beyond the range.
 */
final class ProtoMessage {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int MOST_TEXT_BYTES = 1 << 12;
  private static final int VARINT_BYTES = 10;

  /** Bytes by their position. */
  interface Source {
    byte at(long position);
  }

  /** What is wrong with a message; the caller knows the file's name. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private final Source source;
  private final long end;
  private long next;
  private int field;
  private int wire;
  private long number;
  private long begin;

  ProtoMessage(Source source, long begin, long end) {
    this.source = source;
    this.next = begin;
    this.end = end;
  }

  static ProtoMessage of(byte[] bytes) {
    return new ProtoMessage(at -> bytes[(int) at], 0, bytes.length);
  }

  /** Steps to the next field; false at the message's end. */
  boolean next() throws Malformed {
    if (next == end) return false;
    long key = varint();
    if (key < 8 || key > 0xffffffffL) throw new Malformed("no field at byte " + (next - 1));
    field = (int) (key >>> 3);
    wire = (int) (key & 7);
    begin = next;
    switch (wire) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(8);
      case FIXED32 -> skip(4);
      case BYTES -> {
        long length = varint();
        begin = next;
        skip(length);
      }
      default -> throw new Malformed("a field of wire type " + wire + " at byte " + (next - 1));
    }
    return true;
  }

  private void skip(long length) throws Malformed {
    if (length < 0 || length > end - next) {
      throw new Malformed(
          "a field of "
              + Long.toUnsignedString(length)
              + " bytes at byte "
              + next
              + ", where "
              + (end - next)
              + " are left");
    }
    next += length;
  }

  private long varint() throws Malformed {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES; i++) {
      if (next == end) throw new Malformed("a number that is cut off at byte " + next);
      byte b = source.at(next++);
      value |= (long) (b & 0x7f) << 7 * i;
      if (b >= 0) return value;
    }
    throw new Malformed("a number of more than " + VARINT_BYTES + " bytes at byte " + next);
  }

  /** The byte to read next: the message's first before the first step. */
  long position() {
    return next;
  }

  int field() {
    return field;
  }

  int wire() {
    return wire;
  }

  boolean is(int wantedField, int wantedWire) {
    return field == wantedField && wire == wantedWire;
  }

  /** Value of a varint. */
  long number() {
    return number;
  }

  /** First byte of the field's content. */
  long begin() {
    return begin;
  }

  /** Byte after the field's content. */
  long end() {
    return next;
  }

  /** The 4 bytes of a field, as they stand. */
  int fixed32() {
    int value = 0;
    for (int i = 0; i < 4; i++) value |= (source.at(begin + i) & 0xff) << 8 * i;
    return value;
  }

  /** The message that the field's bytes are. */
  ProtoMessage message() {
    return new ProtoMessage(source, begin, next);
  }

  /** The field's bytes as UTF-8. */
  String text() throws Malformed {
    if (next - begin > MOST_TEXT_BYTES) {
      throw new Malformed("a name of " + (next - begin) + " bytes");
    }
    byte[] bytes = new byte[(int) (next - begin)];
    for (int i = 0; i < bytes.length; i++) bytes[i] = source.at(begin + i);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Steps through packed varints. */
  boolean nextPacked() throws Malformed {
    if (next == end) return false;
    number = varint();
    return true;
  }
}
