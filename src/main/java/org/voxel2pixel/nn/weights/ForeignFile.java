// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/** Files that people have where they meant weights, told by their first bytes. */
enum ForeignFile {
  LFS_POINTER("version https://git-lfs", "a Git LFS pointer, not the file", "run 'git lfs pull'"),
  ANNEX_POINTER(
      "/annex/objects/",
      "a git-annex pointer, not the file",
      "run 'datalad get' or 'git annex get'"),
  ANNEX_LINK(
      "../.git/annex", "a git-annex pointer, not the file", "run 'datalad get' or 'git annex get'"),
  GZIP("\u001f\u008b", "a gzip archive", "unpack it first"),
  SEVEN_ZIP("7z\u00bc\u00af", "a 7-Zip archive", "unpack it first"),
  RAR("Rar!", "a RAR archive", "unpack it first"),
  PDF("%PDF", "a PDF document", "name the weights themselves"),
  NPY(
      "\u0093NUMPY",
      "a .npy array",
      "save the tensors by name: numpy.savez('weights.npz', **tensors)"),
  PICKLE("\u0080\u0002", "a Python pickle (refused: it could run any program)", Remedy.TORCH),
  PICKLE_3("\u0080\u0003", "a Python pickle (refused: it could run any program)", Remedy.TORCH),
  PICKLE_4("\u0080\u0004", "a Python pickle (refused: it could run any program)", Remedy.TORCH),
  LUA_TORCH("\u0004\0\0\0\u0001\0\0\0", "a Lua Torch file (.t7)", Remedy.TORCH),
  PNG("\u0089PNG", "a PNG image", "name a weights file");

  /** What to do with PyTorch's own files. */
  static final class Remedy {
    static final String TORCH =
        "save it in Python: safetensors.torch.save_file(torch.load(FILE), 'weights.safetensors')";

    private Remedy() {}
  }

  private static final int SHOWN_BYTES = 16;

  private final String magic;
  private final String description;
  private final String remedy;

  ForeignFile(String magic, String description, String remedy) {
    this.magic = magic;
    this.description = description;
    this.remedy = remedy;
  }

  static boolean isZip(byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    return text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006");
  }

  /**
   * @throws BadInputException if the first bytes are those of a kind that is known not to be
   *     weights
   */
  static void refuse(Path file, byte[] first) {
    if (first.length == 0) throw foreign(file, "an empty file", BoundedFile.REMEDY);
    String text = new String(first, StandardCharsets.ISO_8859_1);
    for (ForeignFile kind : values()) {
      if (text.startsWith(kind.magic)) throw foreign(file, kind.description, kind.remedy);
    }
    String start = text.strip().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      throw foreign(file, "a web page", "the download failed: get the file again");
    }
    if (start.startsWith("<?xml")) {
      throw foreign(file, "an XML page", "the download failed: get the file again");
    }
    if (isText(first)) {
      throw foreign(
          file,
          "text: " + text.lines().findFirst().orElse("").strip(),
          "name the weights, not the network's plan (prototxt, JSON)");
    }
  }

  private static BadInputException foreign(Path file, String found, String remedy) {
    return new BadInputException(
        file, "a .caffemodel, .safetensors, .npz, Keras .h5 or SavedModel", found, remedy);
  }

  private static boolean isText(byte[] first) {
    boolean letters = false;
    for (byte b : first) {
      boolean space = b == '\n' || b == '\r' || b == '\t';
      if (b < 0 || b < ' ' && !space || b == 0x7f) return false;
      letters |= b > ' ';
    }
    // A caffemodel's first key is a line feed, but its second byte is a length.
    return letters;
  }

  /** First bytes for a message. */
  static String shown(byte[] first) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN_BYTES, first.length); i++) {
      hex.append(String.format(Locale.ROOT, i == 0 ? "%02x" : " %02x", first[i]));
    }
    return hex.toString();
  }
}
