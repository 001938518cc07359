// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.Progress;

/** A .npy file as a source of one array, named like the file without its ending. */
final class NpyArray implements NamedArrays {
  private final Path file;
  private final String name;
  private final NpyHeader header;

  NpyArray(Path file) {
    this.file = file;
    this.name = ArrayFolder.stem(file);
    this.header = NpyHeader.read(file);
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public NumericArray array(String wanted, Progress progress) {
    requireName(wanted);
    progress.checkCancelled();
    return NpyFile.read(file);
  }

  @Override
  public String describe(String wanted) {
    requireName(wanted);
    return header.describe();
  }

  private void requireName(String wanted) {
    if (!wanted.equals(name)) throw NamedArrays.missing(this, file, wanted);
  }

  @Override
  public Map<String, String> hashes() {
    return Map.of(file.getFileName().toString(), Provenance.sha256(file));
  }
}
