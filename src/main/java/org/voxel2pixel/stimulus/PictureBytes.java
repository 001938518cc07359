// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.voxel2pixel.BadInputException;

/**
 * Decodes a PNG or JPEG picture that is in memory, a file's or a film frame's, by the rules of
 * {@link FrameFile}.
 */
final class PictureBytes {
  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  private PictureBytes() {}

  /**
   * @param what what the picture is to people, for messages
   * @param made what was converted is added here
   */
  static RgbFrame decode(Object what, byte[] bytes, Set<PictureConversion> made) {
    if (JpegStructure.isJpeg(bytes)) {
      JpegStructure jpeg = JpegStructure.of(bytes);
      requireReadable(what, jpeg);
      return read(what, jpeg.withColourModel(bytes), made);
    }
    return read(what, bytes, made);
  }

  private static RgbFrame read(Object what, byte[] bytes, Set<PictureConversion> made) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = readerFor(what, in);
      try {
        return decode(what, bytes, reader, in, made);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + what + ": " + e.getMessage(), e);
    }
  }

  private static ImageReader readerFor(Object what, ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    String found = "no picture format that Java knows";
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      if (FORMATS.contains(format)) return reader;
      found = "the format " + format;
      reader.dispose();
    }
    throw new BadInputException(
        what,
        "a PNG, JPEG, BMP or TIFF picture",
        found,
        "convert it to PNG, or check that it is whole");
  }

  private static RgbFrame decode(
      Object what,
      byte[] bytes,
      ImageReader reader,
      ImageInputStream in,
      Set<PictureConversion> made)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    reader.setInput(in, false, true);
    BufferedImage image;
    try {
      requireSize(what, reader.getWidth(0), reader.getHeight(0));
      requireWholePng(what, bytes);
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers meet broken files with index and argument errors too.
      if (e instanceof BadInputException refused) throw refused;
      throw damaged(what, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
    for (String warning : warnings) {
      if (tellsOfDamage(warning)) throw damaged(what, warning, null);
    }
    return toRgb(what, image, made);
  }

  static void requireSize(Object what, long widthPx, long heightPx) {
    boolean sane = widthPx >= 1 && heightPx >= 1 && widthPx <= FrameFile.MAX_PIXEL_COUNT;
    if (sane && heightPx <= FrameFile.MAX_PIXEL_COUNT / widthPx) return;
    throw new BadInputException(
        what,
        "a picture of 1 to " + FrameFile.MAX_PIXEL_COUNT + " pixels",
        widthPx + " x " + heightPx + " in its header",
        "store the picture as it was shown, at the screen's size");
  }

  /** What the decoder itself would let pass. */
  private static void requireWholePng(Object what, byte[] bytes) {
    if (!PngStructure.isPng(bytes)) return;
    String fault = PngStructure.fault(bytes);
    if (!fault.equals(PngStructure.NONE)) throw damaged(what, fault, null);
  }

  private static void requireReadable(Object what, JpegStructure jpeg) {
    if (jpeg.componentCount() >= JpegStructure.CMYK_COMPONENT_COUNT) {
      throw damaged(what, "CMYK, " + jpeg.componentCount() + " colour components", null);
    }
    if (!jpeg.ended()) throw damaged(what, "the file cut short", null);
    if (jpeg.orientation() == JpegStructure.UPRIGHT) return;
    throw new BadInputException(
        what,
        "a picture that is stored as it was shown",
        "EXIF orientation " + jpeg.orientation(),
        "turn the pixels as the subject saw them and remove the EXIF tag");
  }

  /** The JPEG library only warns where data are missing or wrong, and goes on with grey. */
  private static boolean tellsOfDamage(String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    return lower.contains("premature end") || lower.contains("corrupt");
  }

  static BadInputException damaged(Object what, String found, Throwable cause) {
    return new BadInputException(
        what,
        "a whole picture in grey, palette or RGB colours",
        found,
        "copy it again, or convert it to RGB PNG",
        cause);
  }

  static RgbFrame toRgb(Object what, BufferedImage image, Set<PictureConversion> made) {
    int bands = image.getRaster().getNumBands();
    int type = image.getRaster().getTransferType();
    boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    if (bands > 4 || !whole) {
      throw damaged(what, bands + " bands of data type " + type, null);
    }
    return StoredPixels.toRgb(image, made);
  }
}
