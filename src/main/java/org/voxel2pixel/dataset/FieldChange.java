// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;

/**
 * Replaces voxels.tsv and its entry in dataset.json as one change, though they are two files.
 *
 * <ol>
 *   <li>The new table is written as voxels.tsv.next. A crash now leaves the old state, and a file
 *       that nobody reads.
 *   <li>dataset.json is replaced by one that has the new table's hash: the change is made.
 *   <li>voxels.tsv.next takes the name voxels.tsv. A crash before this leaves a voxels.tsv of
 *       another hash beside a voxels.tsv.next of the right one; {@link #completeInterrupted}, which
 *       every opening calls, does this last step.
 * </ol>
 */
final class FieldChange {
  private static final String NEXT = Dataset.VOXELS + ".next";

  private FieldChange() {}

  static DatasetManifest write(
      Path folder, DatasetManifest before, List<Voxel> voxels, Provenance how) {
    Path next = folder.resolve(NEXT);
    WholeFile.writeText(next, VoxelTable.toText(voxels));
    DatasetManifest after =
        before.with(Dataset.VOXELS, DatasetManifest.Entry.of(next, Progress.silent()), how);
    after.write(folder);
    rename(folder);
    return after;
  }

  static void completeInterrupted(Path folder, DatasetManifest manifest) {
    DatasetManifest.Entry wanted = manifest.files().get(Dataset.VOXELS);
    if (wanted == null || !Files.isRegularFile(folder.resolve(NEXT))) return;
    Path current = folder.resolve(Dataset.VOXELS);
    boolean changeIsOpen =
        !Files.isRegularFile(current)
            || !DatasetManifest.Entry.of(current, Progress.silent()).equals(wanted);
    if (changeIsOpen
        && DatasetManifest.Entry.of(folder.resolve(NEXT), Progress.silent()).equals(wanted)) {
      rename(folder);
    }
  }

  private static void rename(Path folder) {
    try {
      Files.move(
          folder.resolve(NEXT),
          folder.resolve(Dataset.VOXELS),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not replace " + folder.resolve(Dataset.VOXELS) + ": " + e.getMessage(), e);
    }
  }
}
