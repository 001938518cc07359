// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.voxel2pixel.BadInputException;

/**
 * The pictures of a TIFF file: its pages, or the slices that ImageJ stores in one page. Numbers are
 * read as {@link FrameFile} states; ImageJ's display range, lookup tables of hyperstacks and
 * overlays are ignored. Refused: floating-point and signed numbers, CMYK, YCbCr and Lab, and
 * several channels, which are parts of one picture and not pictures.
 */
final class TiffStack implements AutoCloseable {
  private final FileBytes bytes;
  private final List<TiffPage> pages;
  private final Optional<ImageJTiff> slices; // else the pages are the pictures
  private final int count;
  private ImageInputStream in;
  private ImageReader reader;

  private TiffStack(FileBytes bytes) {
    this.bytes = bytes;
    this.pages = TiffPage.all(bytes);
    TiffPage first = pages.get(0);
    first.requireReadable(bytes.file());
    boolean imageJ = ImageJTiff.isFromImageJ(first);
    int promised = imageJ ? ImageJTiff.number(first, "images", pages.size()) : pages.size();
    if (imageJ && ImageJTiff.number(first, "channels", 1) > 1) throw refuseChannels(first);
    boolean inOne = imageJ && promised > 1 && pages.size() == 1;
    if (!inOne && promised != pages.size()) {
      String found = pages.size() + " pages where the description promises " + promised;
      throw PictureBytes.damaged(bytes.file(), found, null);
    }
    this.slices = inOne ? Optional.of(ImageJTiff.of(bytes, first)) : Optional.empty();
    this.count = promised;
  }

  static TiffStack open(Path file) {
    FileBytes bytes = FileBytes.ofTiff(file);
    try {
      return new TiffStack(bytes);
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private BadInputException refuseChannels(TiffPage page) {
    return new BadInputException(
        bytes.file(),
        "a stack of grey or RGB pictures",
        "a hyperstack of " + ImageJTiff.number(page, "channels", 1) + " channels",
        "make each picture RGB (Image > Type > RGB Color), or keep one channel");
  }

  int count() {
    return count;
  }

  /** ImageJ's slice labels where each picture has one of its own, else 1, 2, ... */
  List<String> names() {
    List<String> labels = ImageJTiff.labels(pages.get(0), count);
    boolean unique = labels.size() == count && new HashSet<>(labels).size() == count;
    if (unique && !labels.contains("")) return labels;
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  /** Picture {@code n}, from 0. */
  RgbFrame picture(int n, Set<PictureConversion> made) {
    if (slices.isPresent()) return slices.get().picture(n, made);
    String what = count == 1 ? bytes.file().toString() : bytes.file() + ", page " + (n + 1);
    TiffPage page = pages.get(n);
    page.requireReadable(what);
    try {
      BufferedImage image = reader(what).read(n);
      return page.hasPalette()
          ? lookedUp(what, page, image, made)
          : PictureBytes.toRgb(what, image, made);
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers meet broken files with index and argument errors too.
      if (e instanceof BadInputException refused) throw refused;
      throw PictureBytes.damaged(what, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  /** Java's own palette has other roundings. */
  private static RgbFrame lookedUp(
      String what, TiffPage page, BufferedImage image, Set<PictureConversion> made) {
    int[] palette = page.palette(what);
    int widthPx = image.getWidth();
    int heightPx = image.getHeight();
    int[] row = new int[widthPx];
    byte[] indices = new byte[widthPx * heightPx];
    for (int y = 0; y < heightPx; y++) {
      image.getRaster().getSamples(0, y, widthPx, 1, 0, row);
      for (int x = 0; x < widthPx; x++) indices[y * widthPx + x] = (byte) row[x];
    }
    return StoredPixels.lookedUp(widthPx, heightPx, palette, indices, made);
  }

  RgbFrame onlyPicture(Set<PictureConversion> made) {
    if (count == 1) return picture(0, made);
    throw new BadInputException(
        bytes.file(), "one picture", count + " pictures in one file", "use it as a stack");
  }

  private ImageReader reader(String what) throws IOException {
    if (reader == null) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff");
      if (!readers.hasNext()) {
        throw PictureBytes.damaged(what, "a TIFF file, which this Java cannot decode", null);
      }
      in = new FileImageInputStream(bytes.file().toFile());
      reader = readers.next();
      reader.setInput(in, false, true);
    }
    return reader;
  }

  @Override
  public void close() {
    if (reader != null) reader.dispose();
    try {
      if (in != null) in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + bytes.file(), e);
    } finally {
      in = null;
      reader = null;
      bytes.close();
    }
  }

  static RgbFrame readOne(Path file, Set<PictureConversion> made) {
    try (TiffStack stack = open(file)) {
      return stack.onlyPicture(made);
    }
  }
}
