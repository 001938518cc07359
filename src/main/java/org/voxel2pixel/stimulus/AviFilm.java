// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A film in an AVI file whose frames are pictures of their own: MJPEG, PNG, or uncompressed with 8,
 * 24 or 32 bits a pixel. Frame {@code n} comes on at {@code (start + n) * scale / rate}. A frame
 * without bytes is a dropped one: the frame before stays on the screen, and is given again.
 */
final class AviFilm implements CodedFilm {
  private enum Codec {
    MJPEG,
    PNG,
    UNCOMPRESSED
  }

  private static final Map<Integer, Codec> CODECS =
      Map.of(
          0,
          Codec.UNCOMPRESSED,
          FourCc.little("DIB "),
          Codec.UNCOMPRESSED,
          FourCc.little("MJPG"),
          Codec.MJPEG,
          FourCc.little("mjpg"),
          Codec.MJPEG,
          FourCc.little("jpeg"),
          Codec.MJPEG,
          FourCc.little("png "),
          Codec.PNG,
          FourCc.little("MPNG"),
          Codec.PNG);

  private final FileBytes bytes;
  private final AviLayout layout;
  private final Codec codec;
  private final List<String> warnings;

  private AviFilm(FileBytes bytes, AviLayout layout, Codec codec) {
    this.bytes = bytes;
    this.layout = layout;
    this.codec = codec;
    this.warnings = new ArrayList<>(layout.warnings());
  }

  /** Takes over the bytes: they are closed with the film. */
  static AviFilm open(FileBytes bytes) {
    AviLayout layout = AviLayout.of(bytes);
    Path file = bytes.file();
    int name = layout.stream().picture().compression();
    Codec codec = CODECS.get(name);
    if (codec == null) {
      throw FilmRefusal.unsupported(file, "an AVI with the codec " + FourCc.ofLittle(name));
    }
    if (layout.size(0) == 0) throw FilmRefusal.damaged(file, "a first frame without a picture");
    AviFilm film = new AviFilm(bytes, layout, codec);
    film.addWarnings();
    return film;
  }

  private void addWarnings() {
    int repeated = 0;
    for (int n = 0; n < frameCount(); n++) if (layout.size(n) == 0) repeated++;
    if (repeated > 0) {
      warnings.add(
          "%s: %d of %d frames were dropped; the frame before stays on the screen"
              .formatted(file(), repeated, frameCount()));
    }
    if (layout.stream().startFrames() > 0) {
      warnings.add(
          "%s: the film begins %.3f s late, as its header says".formatted(file(), frameSec(0)));
    }
  }

  @Override
  public String codec() {
    return codec == Codec.UNCOMPRESSED ? "uncompressed" : codec.name();
  }

  @Override
  public Path file() {
    return bytes.file();
  }

  @Override
  public int widthPx() {
    return layout.stream().picture().widthPx();
  }

  @Override
  public int heightPx() {
    return layout.stream().picture().heightPx();
  }

  @Override
  public int frameCount() {
    return layout.frameCount();
  }

  @Override
  public double frameSec(int n) {
    return layout.stream().frameSec(checked(n));
  }

  @Override
  public double durationSec() {
    return layout.stream().frameSec(frameCount());
  }

  @Override
  public RgbFrame frame(int n) {
    int stored = checked(n);
    while (layout.size(stored) == 0) stored--;
    byte[] data = bytes.read(layout.position(stored), layout.size(stored)).array();
    String what = file() + ", frame " + stored;
    RgbFrame frame =
        switch (codec) {
          case MJPEG -> MotionJpeg.decode(what, data);
          case PNG -> PictureBytes.decode(what, data, EnumSet.noneOf(PictureConversion.class));
          case UNCOMPRESSED -> layout.stream().picture().decode(what, data, 0);
        };
    if (frame.widthPx() != widthPx() || frame.heightPx() != heightPx()) {
      String found = frame + " in a film of " + widthPx() + " x " + heightPx();
      throw FilmRefusal.damaged(file(), "frame " + stored + ": " + found);
    }
    return frame;
  }

  private int checked(int n) {
    return Objects.checkIndex(n, frameCount());
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
