// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.JsonFile;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.synthetic.PictureSettings;
import org.voxel2pixel.synthetic.PictureSubject;
import org.voxel2pixel.synthetic.StorageOrder;
import org.voxel2pixel.synthetic.SyntheticPerson;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;

/**
 * Makes a subject whose receptive fields, delay and noise are known, as files of a scanner: one who
 * watched films, or one who looked at pictures in blocks.
 */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Generate Synthetic Subject...",
    headless = true)
public final class GenerateSyntheticSubject extends Voxel2PixelCommand {
  private static final String FILM = "film";
  private static final String PICTURES = "pictures";
  private static final String MARKER = "sub-01/sub-01_desc-synthetic.json";
  private static final String HOW = "sub-01/sub-01_desc-provenance.json";

  @Parameter(
      label = "BIDS folder",
      style = "directory",
      persist = false,
      description = "Folder to make: NIfTI runs, masks, events, stimuli, the true fields")
  private File bids;

  @Parameter(
      label = "Stimuli",
      choices = {FILM, PICTURES},
      persist = false,
      description = "film; or pictures in blocks, natural ones, coloured shapes and letters (Shen)")
  private String stimuli = FILM;

  @Parameter(
      label = "Signal to noise",
      min = "0.05",
      max = "10",
      stepSize = "0.1",
      persist = false,
      description = "SD of a voxel's response over the SD of its noise, in a single showing")
  private double snr = SyntheticSettings.standard().amplitudes().snr();

  @Parameter(label = "Film: training runs", min = "1", max = "200", persist = false)
  private int trainRuns = SyntheticSettings.standard().training().runCount();

  @Parameter(label = "Film: showings of the test film", min = "1", max = "100", persist = false)
  private int testRuns = SyntheticSettings.standard().test().runCount();

  @Parameter(label = "Film: volumes of a training run", min = "20", max = "2000", persist = false)
  private int trainVolumes = SyntheticSettings.standard().training().volumeCount();

  @Parameter(label = "Film: volumes of a test run", min = "20", max = "2000", persist = false)
  private int testVolumes = SyntheticSettings.standard().test().volumeCount();

  @Parameter(
      label = "Pictures: natural ones for training",
      min = "2",
      max = "5000",
      persist = false)
  private int trainImages = PictureSettings.standard().training().pictureCount();

  @Parameter(
      label = "shown so often",
      min = "1",
      max = "99",
      persist = false,
      attrs = {@Attr(name = "beside")})
  private int trainRepeats = PictureSettings.standard().training().repeats();

  @Parameter(label = "Pictures: natural ones for testing", min = "1", max = "5000", persist = false)
  private int testImages = PictureSettings.standard().natural().pictureCount();

  @Parameter(
      label = "shown so often (0: none)",
      min = "0",
      max = "99",
      persist = false,
      attrs = {@Attr(name = "beside")})
  private int naturalRepeats = PictureSettings.standard().natural().repeats();

  @Parameter(
      label = "Pictures: repeats of the shapes",
      min = "0",
      max = "99",
      persist = false,
      description = "How often each of the 40 shapes is shown; 0: none")
  private int shapeRepeats = PictureSettings.standard().shapeRepeats();

  @Parameter(
      label = "of the letters",
      min = "0",
      max = "99",
      persist = false,
      attrs = {@Attr(name = "beside")},
      description = "How often each of the 10 letters is shown; 0: none")
  private int letterRepeats = PictureSettings.standard().letterRepeats();

  @Parameter(
      label = "Pictures: your own natural ones",
      style = "directory",
      required = false,
      persist = false,
      description = "Folder to choose training and test pictures from; nothing: they are drawn")
  private File images;

  @Parameter(
      label = "Response delay (s)",
      min = "0",
      max = "10",
      stepSize = "0.1",
      persist = false,
      description = "By how much the blood's response comes later than the canonical one")
  private double delaySec = SyntheticSettings.standard().delaySec();

  @Parameter(
      label = "Storage",
      choices = {"RAS", "LAS"},
      persist = false,
      description = "Whether the volumes' first index runs to the right (RAS) or left (LAS)")
  private String storage = SyntheticSettings.standard().storage().name();

  @Parameter(label = "Seed", min = "0", persist = false, description = "Fixes every random choice")
  private int seed = 1;

  @Parameter(
      label = "If the folder exists",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Override
  protected void execute(Progress progress) {
    Path folder = bids.toPath();
    Runnable work = stimuli.equals(FILM) ? film(folder, progress) : pictures(folder, progress);
    OutputFolder.make(folder, MARKER, ifExists, work);
    WholeFile.writeText(
        folder.resolve(HOW), JsonFile.toText(CommandProvenance.of(this, seed).toJson()));
    IJ.log("synthetic subject written to " + bids);
  }

  private Runnable film(Path folder, Progress progress) {
    PictureSettings unused = PictureSettings.standard();
    requireUnused("trainimages", trainImages, unused.training().pictureCount());
    requireUnused("trainrepeats", trainRepeats, unused.training().repeats());
    requireUnused("testimages", testImages, unused.natural().pictureCount());
    requireUnused("naturalrepeats", naturalRepeats, unused.natural().repeats());
    requireUnused("shaperepeats", shapeRepeats, unused.shapeRepeats());
    requireUnused("letterrepeats", letterRepeats, unused.letterRepeats());
    requireUnused("images", Optional.ofNullable(images), Optional.empty());
    SyntheticSettings settings =
        SyntheticSettings.standard()
            .withSeed(seed)
            .withSnr(snr)
            .withDelaySec(delaySec)
            .withStorage(StorageOrder.valueOf(storage))
            .withTraining(new SyntheticSettings.Runs(trainRuns, trainVolumes))
            .withTest(new SyntheticSettings.Runs(testRuns, testVolumes));
    return () -> SyntheticSubject.generate(settings, folder, progress);
  }

  private Runnable pictures(Path folder, Progress progress) {
    SyntheticSettings unused = SyntheticSettings.standard();
    requireUnused("trainruns", trainRuns, unused.training().runCount());
    requireUnused("testruns", testRuns, unused.test().runCount());
    requireUnused("trainvolumes", trainVolumes, unused.training().volumeCount());
    requireUnused("testvolumes", testVolumes, unused.test().volumeCount());
    SyntheticPerson person =
        PictureSettings.standard()
            .person()
            .withSeed(seed)
            .withSnr(snr)
            .withDelaySec(delaySec)
            .withStorage(StorageOrder.valueOf(storage));
    PictureSettings settings =
        new PictureSettings(
            person,
            new PictureSettings.Shown(trainImages, trainRepeats),
            new PictureSettings.Shown(testImages, naturalRepeats),
            shapeRepeats,
            letterRepeats,
            Optional.ofNullable(images).map(File::toPath));
    return () -> PictureSubject.generate(settings, folder, progress);
  }

  /** An option of the other kind of stimuli, with a value of its own, is a misunderstanding. */
  private void requireUnused(String key, Object value, Object standard) {
    if (value.equals(standard)) return;
    throw new BadInputException(
        "option " + key,
        "nothing, for stimuli=" + stimuli + " has no use for it",
        value instanceof Optional<?> given ? given.get().toString() : value.toString(),
        "leave it out, or choose stimuli=" + (stimuli.equals(FILM) ? PICTURES : FILM));
  }
}
