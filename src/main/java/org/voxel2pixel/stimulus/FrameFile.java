// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
import org.voxel2pixel.WholeFile;

/**
 * Reads a PNG or JPEG picture as 8-bit RGB, strictly, and writes PNG.
 *
 * <p>What is in the file is what the subject is taken to have seen, so the numbers are kept as they
 * are stored and nothing is guessed:
 *
 * <ul>
 *   <li>grey: copied to red, green and blue (no gamma, unlike {@link BufferedImage#getRGB});
 *   <li>palette: looked up; 1, 2 and 4 bits: stretched to 0..255;
 *   <li>16 bits: {@code round(v / 257)};
 *   <li>alpha: laid on black, {@code round(v * alpha / 255)}, as on a screen that shows nothing;
 *   <li>embedded colour profiles: ignored, as PIL and OpenCV do;
 *   <li>CMYK, an EXIF rotation, a truncated or corrupt file, several pictures in one file, another
 *       format, more than {@link #MAX_PIXEL_COUNT} pixels: refused with the file's name. Programs
 *       disagree on whether they obey an EXIF rotation, so what the subject saw cannot be known.
 * </ul>
 *
 * The size is read from the header and checked before anything is decoded.
 */
public final class FrameFile {
  private FrameFile() {}

  /** The largest picture that is decoded: 8192 x 8192 pixels, 200 MB as RGB. */
  public static final long MAX_PIXEL_COUNT = 1L << 26;

  private static final long MAX_FILE_BYTES = 1L << 29;
  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  /**
   * Reads a picture.
   *
   * @throws BadInputException if the file is missing or is refused for a reason given above
   */
  public static RgbFrame read(Path file) {
    byte[] bytes = allBytes(file);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = readerFor(file, in);
      try {
        return decode(file, bytes, reader, in);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a PNG file, whole or not at all. */
  public static void writePng(RgbFrame frame, Path file) {
    WholeFile.write(file, out -> writePng(frame, out));
  }

  /** Writes PNG to a stream, which stays open. */
  public static void writePng(RgbFrame frame, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(frame.widthPx(), frame.heightPx(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] rgb = frame.rgb();
    for (int p = 0; p < rgb.length; p += RgbFrame.CHANNEL_COUNT) {
      bgr[p] = rgb[p + 2];
      bgr[p + 1] = rgb[p + 1];
      bgr[p + 2] = rgb[p];
    }
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java has no PNG writer");
    }
  }

  private static byte[] allBytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new BadInputException(file, "a PNG or JPEG picture", "a folder", "choose a file");
      }
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw new BadInputException(
            file,
            "a picture of at most " + MAX_FILE_BYTES + " bytes",
            size + " bytes",
            "store the picture as it was shown, at the screen's size");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          file, "a PNG or JPEG picture", "no such file", "check the name and the folder", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
  }

  private static ImageReader readerFor(Path file, ImageInputStream in) throws IOException {
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
        file, "a PNG or JPEG picture", found, "convert it to PNG, or check that it is whole");
  }

  private static RgbFrame decode(Path file, byte[] bytes, ImageReader reader, ImageInputStream in)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    reader.setInput(in, false, true);
    BufferedImage image;
    try {
      requireSize(file, reader.getWidth(0), reader.getHeight(0));
      requireWhole(file, bytes);
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers meet broken files with index and argument errors too.
      if (e instanceof BadInputException refused) throw refused;
      throw damaged(file, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
    for (String warning : warnings) {
      if (tellsOfDamage(warning)) throw damaged(file, warning, null);
    }
    return toRgb(file, image);
  }

  private static void requireSize(Path file, int widthPx, int heightPx) {
    if ((long) widthPx * heightPx <= MAX_PIXEL_COUNT) return;
    throw new BadInputException(
        file,
        "a picture of at most " + MAX_PIXEL_COUNT + " pixels",
        widthPx + " x " + heightPx + " in its header",
        "store the picture as it was shown, at the screen's size");
  }

  /** What the decoder itself would let pass. */
  private static void requireWhole(Path file, byte[] bytes) {
    if (PngStructure.isPng(bytes)) {
      String fault = PngStructure.fault(bytes);
      if (!fault.equals(PngStructure.NONE)) throw damaged(file, fault, null);
    } else if (JpegStructure.isJpeg(bytes)) {
      JpegStructure jpeg = JpegStructure.of(bytes);
      if (jpeg.componentCount() >= JpegStructure.CMYK_COMPONENT_COUNT) {
        throw damaged(file, "CMYK, " + jpeg.componentCount() + " colour components", null);
      }
      if (!jpeg.ended()) throw damaged(file, "the file cut short", null);
      requireUpright(file, jpeg.orientation());
    }
  }

  private static void requireUpright(Path file, int orientation) {
    if (orientation == JpegStructure.UPRIGHT) return;
    throw new BadInputException(
        file,
        "a picture that is stored as it was shown",
        "EXIF orientation " + orientation,
        "turn the pixels as the subject saw them and remove the EXIF tag");
  }

  /** The JPEG library only warns where data are missing or wrong, and goes on with grey. */
  private static boolean tellsOfDamage(String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    return lower.contains("premature end") || lower.contains("corrupt");
  }

  private static BadInputException damaged(Path file, String found, Throwable cause) {
    return new BadInputException(
        file,
        "a whole PNG or JPEG picture in grey, palette or RGB colours",
        found,
        "copy it again, or convert it to RGB (CMYK is not read)",
        cause);
  }

  private static RgbFrame toRgb(Path file, BufferedImage image) {
    int bands = image.getRaster().getNumBands();
    int type = image.getRaster().getTransferType();
    boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    if (bands > 4 || !whole) {
      throw damaged(file, bands + " bands of data type " + type, null);
    }
    return StoredPixels.toRgb(image);
  }
}
