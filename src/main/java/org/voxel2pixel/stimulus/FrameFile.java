// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;

/**
 * Reads a PNG, JPEG, BMP or TIFF picture as 8-bit RGB, strictly, and writes PNG.
 *
 * <p>What is in the file is what the subject is taken to have seen, so the numbers are kept as they
 * are stored and nothing is guessed:
 *
 * <ul>
 *   <li>grey: copied to red, green and blue (no gamma, unlike {@link BufferedImage#getRGB});
 *   <li>palette: looked up (of TIFF's 16 bits the upper 8); 1, 2 and 4 bits: stretched to 0..255;
 *   <li>16 bits: {@code round(v / 257)}; a display range is ignored;
 *   <li>alpha: laid on black, {@code round(v * alpha / 255)}, as on a screen that shows nothing;
 *   <li>JPEG that does not declare its colours: YCbCr, as the IJG's library and PIL take it;
 *   <li>embedded colour profiles: ignored, as PIL and OpenCV do;
 *   <li>CMYK, signed or floating-point numbers, an EXIF or TIFF rotation, a truncated or corrupt
 *       file, several pictures in one file, another format (GIF too, which may be animated), more
 *       than {@link #MAX_PIXEL_COUNT} pixels: refused with the file's name. Programs disagree on
 *       whether they obey an EXIF rotation, so what the subject saw cannot be known.
 * </ul>
 *
 * The size is read from the header and checked before anything is decoded.
 */
public final class FrameFile {
  private FrameFile() {}

  /** The largest picture that is decoded: 8192 x 8192 pixels, 200 MB as RGB. */
  public static final long MAX_PIXEL_COUNT = 1L << 26;

  private static final long MAX_FILE_BYTES = 1L << 29;

  /** Those that are read, and others that name a picture and are refused when it is asked for. */
  private static final Set<String> ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "bmp", "tif", "tiff", "gif", "webp", "heic", "heif", "avif",
          "jp2", "tga", "ppm", "pgm");

  /** Whether a file name ends as pictures' names do, whether or not that picture can be read. */
  public static boolean isPicture(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /**
   * Reads a picture.
   *
   * @throws BadInputException if the file is missing or is refused for a reason given above
   */
  public static RgbFrame read(Path file) {
    return read(file, EnumSet.noneOf(PictureConversion.class));
  }

  /** As above; what was converted is added to a set. */
  public static RgbFrame read(Path file, Set<PictureConversion> made) {
    byte[] bytes = allBytes(file);
    if (TiffPage.isTiff(bytes)) return TiffStack.readOne(file, made);
    if (DibPicture.isBmp(bytes)) return DibPicture.decodeBmp(file, bytes, made);
    return PictureBytes.decode(file, bytes, made);
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
        throw new BadInputException(
            file, "a PNG, JPEG, BMP or TIFF picture", "a folder", "choose a file");
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
          file,
          "a PNG, JPEG, BMP or TIFF picture",
          "no such file",
          "check the name and the folder",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
  }
}
