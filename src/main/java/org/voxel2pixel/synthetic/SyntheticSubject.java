// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
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
  private static final int TEST_FILM = 1;

  private final SyntheticSettings settings;
  private final SyntheticBrain brain;
  private final SubjectFolder files;
  private final Progress progress;
  private final SubjectScanner scanner;

  private SyntheticSubject(
      SyntheticSettings settings, SyntheticBrain brain, SubjectFolder files, Progress progress) {
    this.settings = settings;
    this.brain = brain;
    this.files = files;
    this.progress = progress;
    this.scanner = new SubjectScanner(settings.person(), brain, files, progress);
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
    SyntheticBrain brain = SyntheticBrain.of(settings.person());
    WholeFolder.write(
        folder,
        growing ->
            new SyntheticSubject(settings, brain, new SubjectFolder(growing), progress).write());
  }

  private void write() throws IOException {
    scanner.writeAnatomy();
    SubjectScanner.writeText(files.readme(), SubjectDescription.readme(settings));
    NeuralDrive drive = new NeuralDrive(settings.screen(), brain);
    List<RunDrive> training = new ArrayList<>();
    for (int film = 1; film <= settings.training().runCount(); film++) {
      training.add(show(FilmPart.TRAINING, film, drive));
    }
    RunDrive test = show(FilmPart.TEST, TEST_FILM, drive);
    BoldResponse bold = new BoldResponse(settings.trSec(), settings.delaySec());
    StandardResponse standard = new StandardResponse(bold, brain.areaVoxelCount(), training);
    MeasuredSnr measured = new MeasuredSnr();
    for (int run = 1; run <= settings.training().runCount(); run++) {
      scan(FilmPart.TRAINING, run, run, standard.of(training.get(run - 1)), measured);
    }
    for (int run = 1; run <= settings.test().runCount(); run++) {
      scan(FilmPart.TEST, run, TEST_FILM, standard.of(test), new MeasuredSnr());
    }
    SubjectScanner.writeText(files.parameters(), SubjectDescription.parameters(settings, measured));
  }

  /** Draws and writes a film's frames; how they drive each voxel. */
  private RunDrive show(FilmPart part, int film, NeuralDrive drive) throws IOException {
    int frameCount = settings.frameCount(part);
    SyntheticFilm frames =
        new SyntheticFilm(
            settings.seed(), part, film, settings.screen(), settings.trSec(), frameCount);
    float[][] driven = new float[brain.areaVoxelCount()][frameCount];
    List<RgbFrame> batch = new ArrayList<>();
    for (int frame = 0; frame < frameCount; frame++) {
      progress.checkCancelled();
      progress.report("drawing film " + part.label() + " " + film, frame, frameCount);
      batch.add(frames.frame(frame));
      SubjectScanner.writePicture(batch.get(batch.size() - 1), files.frame(part, film, frame));
      if (batch.size() == FRAMES_AT_ONCE || frame == frameCount - 1) {
        drive.fill(batch, driven, frame + 1 - batch.size());
        batch.clear();
      }
    }
    return RunDrive.of(driven, settings.runs(part).volumeCount());
  }

  private void scan(FilmPart part, int run, int film, float[][] z, MeasuredSnr measured)
      throws IOException {
    scanner.scan(
        RunName.of(part, run),
        "scan " + part.label() + " " + run,
        part.label() + " run " + run + " of " + settings.runs(part).runCount(),
        z,
        SubjectTables.events(settings, part, film),
        measured);
  }
}
