// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/**
 * Writes what a synthetic subject's files hold whatever the subject looked at: the masks, the true
 * fields, and each run with its tables. Runs are written volume by volume.
 */
final class SubjectScanner {
  private static final double STORED_UNITS = 0.2; // scl_slope of the BOLD files

  private final SyntheticPerson person;
  private final SyntheticBrain brain;
  private final SubjectFolder files;
  private final Progress progress;
  private final VoxelTraits traits;

  SubjectScanner(
      SyntheticPerson person, SyntheticBrain brain, SubjectFolder files, Progress progress) {
    this.person = person;
    this.brain = brain;
    this.files = files;
    this.progress = progress;
    this.traits = new VoxelTraits(brain, person);
  }

  void writeAnatomy() throws IOException {
    writeText(files.description(), SubjectDescription.datasetDescription());
    writeText(files.bidsIgnore(), SubjectDescription.bidsIgnore());
    writeText(files.truth(), SubjectTables.truth(brain, person.storage()));
    for (VisualArea area : VisualArea.values()) writeMask(area);
  }

  private void writeMask(VisualArea area) {
    float[] mask = new float[brain.grid().voxelCount()];
    for (int voxel : brain.voxels(area)) mask[voxel] = 1;
    try (NiftiWriter writer =
        NiftiWriter.create(files.mask(area), storedGrid(), 1, 0, NiftiType.UINT8, 1, 0)) {
      writer.write(person.storage().stored(mask, brain.grid().nx()));
    }
  }

  /**
   * Writes a run.
   *
   * @param randomName of the run's stream of random numbers
   * @param said for progress
   * @param z the standardised response, {@code [voxel][volume]}
   * @param events the text of events.tsv
   * @param measured adds up what is put into the file
   */
  void scan(
      RunName run, String randomName, String said, float[][] z, String events, MeasuredSnr measured)
      throws IOException {
    int volumeCount = z[0].length;
    var random = SeedStream.of(person.seed(), randomName);
    HeadMotion motion =
        new HeadMotion(volumeCount, person.trSec(), person.amplitudes().motionMm(), random);
    writeText(files.boldSidecar(run), SubjectDescription.boldSidecar(run.task(), person.trSec()));
    writeText(files.events(run), events);
    writeText(files.confounds(run), SubjectTables.confounds(motion, volumeCount));
    BoldRun bold = new BoldRun(traits, z, motion, person.trSec(), random);
    float[] volume = new float[brain.grid().voxelCount()];
    try (NiftiWriter writer = openBold(run, volumeCount)) {
      for (int n = 0; n < volumeCount; n++) {
        progress.checkCancelled();
        progress.report("scanning " + said, n, volumeCount);
        bold.next(volume, brain, measured);
        writer.write(person.storage().stored(volume, brain.grid().nx()));
      }
    }
  }

  private NiftiGrid storedGrid() {
    return person.storage().grid(brain.grid());
  }

  private NiftiWriter openBold(RunName run, int volumeCount) {
    return NiftiWriter.create(
        files.bold(run),
        storedGrid(),
        volumeCount,
        person.trSec(),
        NiftiType.INT16,
        STORED_UNITS,
        0);
  }

  // The folder as a whole is written under a temporary name and synced, so its files need not be.

  static void writePicture(RgbFrame picture, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      FrameFile.writePng(picture, out);
    }
  }

  static void writeText(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
