// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The one film in an MP4 or QuickTime file (ISO/IEC 14496-12, 8.3 to 8.5): its codec checked, its
 * tables read.
 *
 * @param quarterTurns by how many right angles players turn the pictures, clockwise
 * @param colours what the container says of colours, see {@link Mp4Colours}
 */
record Mp4Track(
    H264Configuration configuration,
    Mp4Samples samples,
    Mp4Timeline timeline,
    int quarterTurns,
    Mp4Colours colours) {
  private static final int VISUAL_ENTRY_BYTES = 86; // of a VisualSampleEntry, before its boxes
  private static final int FILM_MATRIX_AT = 36;
  private static final int TRACK_MATRIX_AT = 40;
  private static final int LARGE_TIMES_BYTES = 12; // by how much times of version 1 are longer
  private static final double SQUARE_TOLERANCE = 0.02;

  private static final Map<String, String> CODECS =
      Map.ofEntries(
          Map.entry("avc3", "H.264 with its parameters among the pictures"),
          Map.entry("hvc1", "HEVC (H.265)"),
          Map.entry("hev1", "HEVC (H.265)"),
          Map.entry("dvh1", "Dolby Vision"),
          Map.entry("dvhe", "Dolby Vision"),
          Map.entry("av01", "AV1"),
          Map.entry("vp09", "VP9"),
          Map.entry("vp08", "VP8"),
          Map.entry("mp4v", "MPEG-4 Part 2"),
          Map.entry("s263", "H.263"),
          Map.entry("jpeg", "Motion JPEG in a QuickTime file"),
          Map.entry("encv", "an encrypted film"),
          Map.entry("drmi", "an encrypted film"));

  static Mp4Track of(FileBytes bytes) {
    Path file = bytes.file();
    Mp4Box moov = null;
    for (Mp4Box box : Mp4Box.in(bytes, 0, bytes.length())) if (box.is("moov")) moov = box;
    if (moov == null) throw FilmRefusal.damaged(file, "no moov box, as if recording had stopped");
    if (!moov.child(bytes, "cmov").isEmpty()) {
      throw FilmRefusal.repackable(file, "a compressed header");
    }
    List<Mp4Box> films =
        moov.children(bytes).stream()
            .filter(box -> box.is("trak") && isFilm(bytes, box.child(bytes, "mdia")))
            .toList();
    if (films.isEmpty()) throw FilmRefusal.damaged(file, "no film (video track)");
    if (films.size() > 1) {
      throw FilmRefusal.unsupported(file, films.size() + " films (video tracks) in one file");
    }
    return read(bytes, moov, films.get(0));
  }

  private static boolean isFilm(FileBytes bytes, Mp4Box media) {
    return media.child(bytes, "hdlr").content(bytes, 12).getInt(8) == FourCc.big("vide");
  }

  private static Mp4Track read(FileBytes bytes, Mp4Box moov, Mp4Box track) {
    Path file = bytes.file();
    Mp4Box media = track.child(bytes, "mdia");
    Mp4Box table = media.child(bytes, "minf").child(bytes, "stbl");
    Mp4Box description = table.child(bytes, "stsd");
    ByteBuffer stsd = description.content(bytes, 8 + VISUAL_ENTRY_BYTES);
    String codec = FourCc.ofBig(stsd.getInt(12));
    if (!codec.equals("avc1")) {
      throw FilmRefusal.unsupported(file, CODECS.getOrDefault(codec, "codec") + " (" + codec + ")");
    }
    if (!moov.child(bytes, "mvex").isEmpty()) {
      throw FilmRefusal.repackable(file, "a fragmented film");
    }
    long entryEnd = description.begin() + 8 + Integer.toUnsignedLong(stsd.getInt(8));
    if (entryEnd > description.end()) throw FilmRefusal.damaged(file, "a codec entry cut short");
    Mp4Box entry = new Mp4Box(0, description.begin() + 8 + VISUAL_ENTRY_BYTES, entryEnd);
    H264Configuration configuration =
        H264Configuration.of(file, entry.child(bytes, "avcC").content(bytes, 7));
    requireSquarePixels(bytes, entry, configuration.sequence().pixelAspect());
    requireUntouched(file, matrix(bytes, moov.child(bytes, "mvhd"), FILM_MATRIX_AT));
    long filmTicks = ticksPerSec(bytes, moov.child(bytes, "mvhd"));
    long ticks = ticksPerSec(bytes, media.child(bytes, "mdhd"));
    Mp4Samples samples = Mp4Samples.of(bytes, table);
    Mp4Edit edit = Mp4Edit.of(bytes, track, ticks, filmTicks);
    return new Mp4Track(
        configuration,
        samples,
        Mp4Timeline.of(bytes, samples, ticks, edit),
        quarterTurns(file, matrix(bytes, track.child(bytes, "tkhd"), TRACK_MATRIX_AT)),
        Mp4Colours.of(bytes, entry.child(bytes, "colr")));
  }

  private static long ticksPerSec(FileBytes bytes, Mp4Box header) {
    ByteBuffer in = header.content(bytes, 20);
    boolean large = in.get(0) == 1;
    if (large) in = header.content(bytes, 28);
    long ticks = Integer.toUnsignedLong(in.getInt(large ? 20 : 12));
    if (ticks == 0) throw FilmRefusal.damaged(bytes.file(), "0 ticks a second");
    return ticks;
  }

  private static void requireSquarePixels(FileBytes bytes, Mp4Box entry, double coded) {
    double aspect = coded;
    Mp4Box box = entry.child(bytes, "pasp");
    if (!box.isEmpty()) {
      ByteBuffer in = box.content(bytes, 8);
      double width = Integer.toUnsignedLong(in.getInt(0));
      double height = Integer.toUnsignedLong(in.getInt(4));
      if (width > 0 && height > 0) aspect = width / height;
    }
    if (Math.abs(aspect - 1) <= SQUARE_TOLERANCE) return;
    throw FilmRefusal.notSquare(bytes.file(), aspect);
  }

  /**
   * a, b, c, d of the transformation matrix (8.2.2, 8.3.2).
   *
   * @param at where it begins in a header of version 0
   */
  private static int[] matrix(FileBytes bytes, Mp4Box box, int at) {
    int begin = box.content(bytes, 1).get(0) == 1 ? at + LARGE_TIMES_BYTES : at;
    ByteBuffer header = box.content(bytes, begin + 20);
    int[] matrix = new int[4];
    for (int n = 0; n < 4; n++) matrix[n] = header.getInt(begin + (n / 2 * 3 + n % 2) * 4);
    return matrix;
  }

  private static void requireUntouched(Path file, int[] matrix) {
    if (quarterTurns(file, matrix) != 0) {
      throw FilmRefusal.unsupported(file, "a film that is turned as a whole");
    }
  }

  private static int quarterTurns(Path file, int[] matrix) {
    if (Arrays.equals(matrix, new int[4])) return 0; // left out
    int[] sign = new int[4];
    for (int n = 0; n < 4; n++) sign[n] = Integer.signum(matrix[n]);
    int[][] turns = {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};
    for (int turn = 0; turn < turns.length; turn++) {
      if (Arrays.equals(sign, turns[turn])) return turn;
    }
    throw FilmRefusal.unsupported(file, "a film that is mirrored or turned by no right angle");
  }
}
