// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.nio.file.Path;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.JsonFile;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.synthetic.StorageOrder;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;

/** Makes a subject whose receptive fields, delay and noise are known, as files of a scanner. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Generate Synthetic Subject...",
    headless = true)
public final class GenerateSyntheticSubject extends Voxel2PixelCommand {
  private static final String MARKER = "sub-01/sub-01_desc-synthetic.json";
  private static final String HOW = "sub-01/sub-01_desc-provenance.json";

  @Parameter(
      label = "BIDS folder",
      style = "directory",
      persist = false,
      description = "Folder to make: NIfTI runs, masks, events, film frames, the true fields")
  private File bids;

  @Parameter(
      label = "Signal to noise",
      min = "0.05",
      max = "10",
      stepSize = "0.1",
      persist = false,
      description = "SD of a voxel's response over the SD of its noise, in a single showing")
  private double snr = SyntheticSettings.standard().amplitudes().snr();

  @Parameter(label = "Training runs", min = "1", max = "200", persist = false)
  private int trainRuns = SyntheticSettings.standard().training().runCount();

  @Parameter(label = "Showings of the test film", min = "1", max = "100", persist = false)
  private int testRuns = SyntheticSettings.standard().test().runCount();

  @Parameter(label = "Volumes of a training run", min = "20", max = "2000", persist = false)
  private int trainVolumes = SyntheticSettings.standard().training().volumeCount();

  @Parameter(label = "Volumes of a test run", min = "20", max = "2000", persist = false)
  private int testVolumes = SyntheticSettings.standard().test().volumeCount();

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
    SyntheticSettings settings =
        SyntheticSettings.standard()
            .withSeed(seed)
            .withSnr(snr)
            .withDelaySec(delaySec)
            .withStorage(StorageOrder.valueOf(storage))
            .withTraining(new SyntheticSettings.Runs(trainRuns, trainVolumes))
            .withTest(new SyntheticSettings.Runs(testRuns, testVolumes));
    Path folder = bids.toPath();
    OutputFolder.make(
        folder, MARKER, ifExists, () -> SyntheticSubject.generate(settings, folder, progress));
    WholeFile.writeText(
        folder.resolve(HOW), JsonFile.toText(CommandProvenance.of(this, seed).toJson()));
    IJ.log("synthetic subject written to " + bids);
  }
}
