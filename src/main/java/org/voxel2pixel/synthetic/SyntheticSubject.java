// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/**
 * Writes the files that a scanner, a stimulus computer and a preprocessing pipeline would leave of
 * someone who watched films, with everything known that is unknown in a real subject: receptive
 * fields, delay, noise. {@link SubjectFolder} names the files.
 *
 * <p>Film frames drive voxels ({@link NeuralDrive}) through one feature an area ({@link
 * VisualArea}), blood smooths and delays ({@link BoldResponse}), the scanner adds noise, drift and
 * motion ({@link BoldRun}). Holds two floats for each area voxel and training volume (30 MB for
 * {@link SyntheticSettings#standard}); runs are written volume by volume.
 */
public final class SyntheticSubject {
  private static final int FRAMES_AT_ONCE = 125;
  private static final double STORED_UNITS = 0.2; // scl_slope of the BOLD files
  private static final int TEST_FILM = 1;

  private final SyntheticSettings settings;
  private final SyntheticBrain brain;
  private final SubjectFolder files;
  private final Progress progress;
  private final VoxelTraits traits;
  private final Map<FilmPart, MeasuredSnr> measured = new EnumMap<>(FilmPart.class);

  private SyntheticSubject(
      SyntheticSettings settings, SyntheticBrain brain, SubjectFolder files, Progress progress) {
    this.settings = settings;
    this.brain = brain;
    this.files = files;
    this.progress = progress;
    this.traits = new VoxelTraits(brain, settings);
    for (FilmPart part : FilmPart.values()) measured.put(part, new MeasuredSnr());
  }

  /**
   * Writes a subject, whole or not at all.
   *
   * @param folder does not exist yet or is empty
   * @throws BadInputException if the folder holds files, or the volume is too small for the areas
   * @throws CancelledException if the user stopped it; then nothing is left
   */
  public static void generate(SyntheticSettings settings, Path folder, Progress progress) {
    WholeFolder.requireFree(folder);
    SyntheticBrain brain = SyntheticBrain.of(settings);
    WholeFolder.write(
        folder,
        growing ->
            new SyntheticSubject(settings, brain, new SubjectFolder(growing), progress).write());
  }

  private void write() throws IOException {
    writeText(files.description(), SubjectDescription.datasetDescription());
    writeText(files.readme(), SubjectDescription.readme(settings));
    writeText(files.bidsIgnore(), SubjectDescription.bidsIgnore());
    writeText(files.truth(), SubjectTables.truth(brain, settings.storage()));
    for (VisualArea area : VisualArea.values()) writeMask(area);
    NeuralDrive drive = new NeuralDrive(settings.screen(), brain);
    List<float[][]> trainingDrives = new ArrayList<>(); // [run] -> [voxel][frame]
    for (int film = 1; film <= settings.training().runCount(); film++) {
      trainingDrives.add(show(FilmPart.TRAINING, film, drive));
    }
    float[][] testDrive = show(FilmPart.TEST, TEST_FILM, drive);
    BoldResponse bold = new BoldResponse(settings.trSec(), settings.delaySec());
    StandardResponse standard =
        new StandardResponse(bold, trainingDrives, settings.training().volumeCount());
    for (int run = 1; run <= settings.training().runCount(); run++) {
      scan(FilmPart.TRAINING, run, run, standard, trainingDrives.get(run - 1));
    }
    for (int run = 1; run <= settings.test().runCount(); run++) {
      scan(FilmPart.TEST, run, TEST_FILM, standard, testDrive);
    }
    MeasuredSnr snr = measured.get(FilmPart.TRAINING);
    writeText(files.parameters(), SubjectDescription.parameters(settings, snr));
  }

  private void writeMask(VisualArea area) {
    float[] mask = new float[brain.grid().voxelCount()];
    for (int voxel : brain.voxels(area)) mask[voxel] = 1;
    try (NiftiWriter writer =
        NiftiWriter.create(files.mask(area), storedGrid(), 1, 0, NiftiType.UINT8, 1, 0)) {
      writer.write(settings.storage().stored(mask, brain.grid().nx()));
    }
  }

  /** Draws and writes a film's frames; how they drive each voxel, {@code [voxel][frame]}. */
  private float[][] show(FilmPart part, int film, NeuralDrive drive) throws IOException {
    int frameCount = settings.frameCount(part);
    SyntheticFilm frames =
        new SyntheticFilm(
            settings.seed(), part, film, settings.screen(), settings.trSec(), frameCount);
    float[][] driven = new float[brain.areaVoxelCount()][frameCount];
    Files.createDirectories(files.frame(part, film, 0).getParent());
    List<RgbFrame> batch = new ArrayList<>();
    for (int frame = 0; frame < frameCount; frame++) {
      progress.checkCancelled();
      progress.report("drawing film " + part.label() + " " + film, frame, frameCount);
      batch.add(frames.frame(frame));
      writeFrame(batch.get(batch.size() - 1), files.frame(part, film, frame));
      if (batch.size() == FRAMES_AT_ONCE || frame == frameCount - 1) {
        drive.fill(batch, driven, frame + 1 - batch.size());
        batch.clear();
      }
    }
    return driven;
  }

  private void scan(FilmPart part, int run, int film, StandardResponse standard, float[][] drive)
      throws IOException {
    String name = part.label() + " run " + run + " of " + settings.runs(part).runCount();
    int volumeCount = settings.runs(part).volumeCount();
    var random = SeedStream.of(settings.seed(), "scan " + part.label() + " " + run);
    HeadMotion motion =
        new HeadMotion(volumeCount, settings.trSec(), settings.amplitudes().motionMm(), random);
    writeText(files.boldSidecar(part, run), SubjectDescription.boldSidecar(settings, part));
    writeText(files.events(part, run), SubjectTables.events(settings, part, film));
    writeText(files.confounds(part, run), SubjectTables.confounds(motion, volumeCount));
    BoldRun bold =
        new BoldRun(traits, standard.of(drive, volumeCount), motion, settings.trSec(), random);
    float[] volume = new float[brain.grid().voxelCount()];
    try (NiftiWriter writer = openBold(part, run, volumeCount)) {
      for (int n = 0; n < volumeCount; n++) {
        progress.checkCancelled();
        progress.report("scanning " + name, n, volumeCount);
        bold.next(volume, brain, measured.get(part));
        writer.write(settings.storage().stored(volume, brain.grid().nx()));
      }
    }
  }

  private NiftiGrid storedGrid() {
    return settings.storage().grid(brain.grid());
  }

  private NiftiWriter openBold(FilmPart part, int run, int volumeCount) {
    return NiftiWriter.create(
        files.bold(part, run),
        storedGrid(),
        volumeCount,
        settings.trSec(),
        NiftiType.INT16,
        STORED_UNITS,
        0);
  }

  // The folder as a whole is written under a temporary name and synced, so its files need not be.

  private static void writeFrame(RgbFrame frame, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      FrameFile.writePng(frame, out);
    }
  }

  private static void writeText(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
