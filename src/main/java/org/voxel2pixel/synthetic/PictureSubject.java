// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.stimulus.RgbFrame;

/**
 * Writes the files of someone who looked at still pictures in blocks, as in Shen et al. (2019):
 * natural pictures to learn from; other natural pictures, coloured shapes and black letters to
 * judge by ({@link PicturePart}, {@link PictureRun}). Voxels see, respond and are noisy as those of
 * {@link SyntheticSubject}; there are no areas that respond to objects.
 *
 * <p>Each part is a session {@code ses-train}, {@code ses-natural}, {@code ses-shapes}, {@code
 * ses-letters}; the first is {@code task-train}, the others {@code task-test}. {@code trial_type}
 * is natural, shape, letter or rest.
 */
public final class PictureSubject {
  private static final int PICTURES_AT_ONCE = 50;

  private final PictureSettings settings;
  private final SyntheticBrain brain;
  private final SubjectFolder files;
  private final NaturalPictures natural;
  private final Progress progress;
  private final NeuralDrive drive;
  private final SubjectScanner scanner;
  private final StringBuilder table = new StringBuilder("file\tset\ttype\tcolour\tshape\tsource\n");
  private final Map<PicturePart, List<String>> names = new EnumMap<>(PicturePart.class);

  private PictureSubject(
      PictureSettings settings,
      SyntheticBrain brain,
      SubjectFolder files,
      NaturalPictures natural,
      Progress progress) {
    this.settings = settings;
    this.brain = brain;
    this.files = files;
    this.natural = natural;
    this.progress = progress;
    this.drive = new NeuralDrive(settings.person().screen(), brain);
    this.scanner = new SubjectScanner(settings.person(), brain, files, progress);
  }

  /**
   * Writes a subject, whole or not at all.
   *
   * @param folder does not exist yet or is empty
   * @throws BadInputException if the folder holds files, the volume is too small for the areas, or
   *     the user's pictures are too few, cannot be read or come twice
   * @throws CancelledException if the user stopped it; then nothing is left
   */
  public static void generate(PictureSettings settings, Path folder, Progress progress) {
    WholeFolder.requireFree(folder);
    SyntheticBrain brain = SyntheticBrain.of(settings.person());
    try (NaturalPictures natural = NaturalPictures.of(settings)) {
      WholeFolder.write(
          folder,
          growing ->
              new PictureSubject(settings, brain, new SubjectFolder(growing), natural, progress)
                  .write());
    }
  }

  private void write() throws IOException {
    scanner.writeAnatomy();
    SubjectScanner.writeText(files.readme(), PictureDescription.readme(settings));
    double trSec = settings.person().trSec();
    Map<PicturePart, List<RunDrive>> drives = new EnumMap<>(PicturePart.class);
    Map<PicturePart, List<PictureRun>> runs = new EnumMap<>(PicturePart.class);
    for (PicturePart part : PicturePart.values()) {
      runs.put(part, PictureRun.all(part, settings));
      if (runs.get(part).isEmpty()) continue;
      float[][] driven = show(part);
      drives.put(part, runs.get(part).stream().map(run -> run.drive(driven, trSec)).toList());
    }
    SubjectScanner.writeText(files.stimulus(ArtificialFolder.TABLE), table.toString());
    BoldResponse bold = new BoldResponse(trSec, settings.person().delaySec());
    StandardResponse standard =
        new StandardResponse(bold, brain.areaVoxelCount(), drives.get(PicturePart.TRAINING));
    Map<PicturePart, MeasuredSnr> measured = new EnumMap<>(PicturePart.class);
    for (PicturePart part : drives.keySet()) {
      measured.put(part, new MeasuredSnr());
      for (PictureRun run : runs.get(part)) {
        RunDrive driven = drives.get(part).get(run.number() - 1);
        scan(run, runs.get(part).size(), standard.of(driven), measured.get(part));
      }
    }
    SubjectScanner.writeText(
        files.parameters(), PictureDescription.parameters(settings, measured, natural.warnings()));
  }

  /** Draws and writes a part's pictures; how they drive each voxel, {@code [voxel][picture]}. */
  private float[][] show(PicturePart part) throws IOException {
    int count = settings.pictureCount(part);
    float[][] driven = new float[brain.areaVoxelCount()][count];
    names.put(part, new ArrayList<>());
    List<RgbFrame> batch = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      progress.checkCancelled();
      progress.report("drawing pictures " + part.label(), n, count);
      RgbFrame picture = picture(part, n);
      batch.add(picture);
      SubjectScanner.writePicture(picture, files.stimulus(names.get(part).get(n)));
      if (batch.size() == PICTURES_AT_ONCE || n == count - 1) {
        drive.fill(batch, driven, n + 1 - batch.size());
        batch.clear();
      }
    }
    return driven;
  }

  /** A picture, and its line in the table. */
  private RgbFrame picture(PicturePart part, int index) {
    if (part == PicturePart.TRAINING || part == PicturePart.NATURAL) {
      RgbFrame picture = natural.picture(part, index);
      String name = String.format(Locale.ROOT, "image-%04d", index + 1);
      addLine(part, name, "n/a\tn/a\t" + natural.source(part, index).replaceAll("\\p{Cntrl}", " "));
      return picture;
    }
    ArtificialSet set = part == PicturePart.SHAPES ? ArtificialSet.SHAPES : ArtificialSet.LETTERS;
    ArtificialImage image = set.images().get(index);
    addLine(part, image.name(), image.colour().label() + "\t" + image.shape() + "\tdrawn");
    return image.draw(settings.person().screen().widthPx());
  }

  private void addLine(PicturePart part, String name, String rest) {
    String file = part.label() + "/" + name + ".png";
    names.get(part).add(file);
    table.append(file).append('\t').append(part.label()).append('\t');
    table.append(part.trialType()).append('\t').append(rest).append('\n');
  }

  private void scan(PictureRun run, int runCount, float[][] z, MeasuredSnr measured)
      throws IOException {
    scanner.scan(
        run.name(),
        "scan pictures " + run.part().label() + " " + run.number(),
        run.part().label() + " run " + run.number() + " of " + runCount,
        z,
        run.events(names.get(run.part())),
        measured);
  }
}
