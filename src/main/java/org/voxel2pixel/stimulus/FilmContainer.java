// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;

/** Recognises kinds of films that are not read, to refuse them by name. */
final class FilmContainer {
  private static final int SEARCH_BYTES = 1 << 16;

  /** CodecID of a video track (Matroska, 0x86), such as V_VP9. */
  private static final Pattern MATROSKA_CODEC =
      Pattern.compile("\u0086[\u0080-\u00ff](V_[A-Z0-9/_]+)");

  private FilmContainer() {}

  static BadInputException refusal(FileBytes bytes) {
    int count = (int) Math.min(bytes.length(), SEARCH_BYTES);
    ByteBuffer head = bytes.read(0, count);
    String text = new String(head.array(), StandardCharsets.ISO_8859_1);
    String found = name(head.getInt(0), text);
    if (!found.isEmpty()) return FilmRefusal.unsupported(bytes.file(), found);
    return new BadInputException(
        bytes.file(),
        "an AVI or MP4 film",
        "a file that begins with " + FourCc.ofBig(head.getInt(0)),
        "choose a film, or check that the file was copied whole");
  }

  private static String name(int magic, String text) {
    if (magic == 0x1A45DFA3) {
      Matcher codec = MATROSKA_CODEC.matcher(text);
      String name = text.contains("webm") ? "a WebM film" : "a Matroska film";
      return name + (codec.find() ? " with the codec " + codec.group(1) : "");
    }
    if (magic == 0x000001BA || magic == 0x000001B3) return "an MPEG-1 or MPEG-2 film";
    if (magic == 0x3026B275) return "a Windows Media film";
    if (text.startsWith("FLV")) return "a Flash film";
    if (text.startsWith("OggS")) {
      return text.contains("theora") ? "an Ogg film with Theora" : "an Ogg film";
    }
    boolean transport = text.length() > 188 && text.charAt(0) == 'G' && text.charAt(188) == 'G';
    return transport ? "an MPEG transport stream" : "";
  }
}
