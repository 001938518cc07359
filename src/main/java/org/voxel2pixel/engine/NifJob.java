// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.TrainingRuns;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.nif.NifFit;
import org.voxel2pixel.model.nif.NifFrames;
import org.voxel2pixel.model.nif.NifRegion;
import org.voxel2pixel.model.nif.NifResult;
import org.voxel2pixel.model.nif.NifSettings;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.StimulusStrength;

/**
 * Estimates the receptive fields of a dataset's voxels by neural information flow ({@link NifFit}),
 * on its training runs only, every volume of them. The network sees grey frames; a volume without
 * one shows mid grey. A response sees the frames of the dataset's lag window, unless the settings
 * say otherwise. Samples that stand alone see their own frame, and count as one run, whose end is
 * held out.
 */
public final class NifJob {
  private final NifRequest request;

  public NifJob(NifRequest request) {
    this.request = request;
  }

  /**
   * @return the fields; a voxel whose responses are constant has none, one that is not predicted
   *     has r2 0
   * @throws BadInputException for settings or layers that do not fit, or too little to learn from
   */
  public EstimatedFields run(Dataset dataset, Progress progress) {
    NifSettings settings = settings(dataset);
    List<NifLayers.Layer> layers = NifLayers.parse(request.layers(), dataset.rois());
    TrainingRuns runs = runs(dataset);
    List<int[]> voxels = layers.stream().map(layer -> layer.voxels(dataset)).toList();
    requireMemory(dataset, runs, settings, progress);
    NifFrames frames = frames(dataset, runs, settings, progress);
    List<NifRegion> regions = new ArrayList<>();
    for (int n = 0; n < layers.size(); n++) {
      regions.add(new NifRegion(layers.get(n).name(), runs.responses(voxels.get(n))));
    }
    SessionOptions options = new SessionOptions(request.threads(), 1);
    NifResult result = NifFit.fit(frames, regions, settings, options, progress);
    List<Optional<FittedField>> fields =
        new ArrayList<>(Collections.nCopies(dataset.voxelCount(), Optional.empty()));
    List<String> notes = new ArrayList<>();
    for (int n = 0; n < layers.size(); n++) {
      List<Optional<FittedField>> found = result.fields(n, settings.centre());
      for (int v = 0; v < found.size(); v++) fields.set(voxels.get(n)[v], found.get(v));
      notes.add(note(layers.get(n), result.heldOutR(n)));
    }
    List<String> warnings = new ArrayList<>(result.warnings());
    if (standAlone(dataset)) warnings.addAll(repeatedPictures(dataset.samples()));
    return new EstimatedFields(fields, notes, warnings);
  }

  private static TrainingRuns runs(Dataset dataset) {
    TrainingRuns runs = TrainingRuns.of(dataset);
    return standAlone(dataset) ? runs.joined() : runs;
  }

  private static boolean standAlone(Dataset dataset) {
    return dataset.lags().last() == 0;
  }

  /** Tells what will be held in memory, and refuses what cannot be. */
  private void requireMemory(
      Dataset dataset, TrainingRuns runs, NifSettings settings, Progress progress) {
    long volumes = runs.volumeCount();
    int pixels = new AreaReduction(dataset.grid(), settings.inputSidePx()).pixelCount();
    long bytes = 4 * volumes * (dataset.voxelCount() + pixels);
    String what =
        String.format(
            Locale.ROOT,
            "nif %s: %d volumes of %d training runs, %d voxels, frames of %d pixels, %.0f MB",
            settings.preset(),
            volumes,
            runs.runCount(),
            dataset.voxelCount(),
            pixels,
            bytes / 1e6);
    progress.report(what, 0, 1);
    long most = Runtime.getRuntime().maxMemory() / 4 * 3;
    if (bytes <= most) return;
    throw new BadInputException(
        dataset.folder(),
        "responses and frames that fit into " + most / 1_000_000 + " MB of Java's memory",
        what,
        "give Java more memory (-Xmx), prepare fewer voxels or runs, or lower inputSidePx");
  }

  /** Samples that stand alone are held out one by one, whatever they show. */
  static List<String> repeatedPictures(List<Sample> samples) {
    Set<Integer> shown = new HashSet<>();
    long again =
        samples.stream()
            .filter(s -> s.split() == Split.TRAIN && s.hasStimulus() && !shown.add(s.stimulus()))
            .count();
    if (again == 0) return List.of();
    return List.of(
        again
            + " training samples show a picture that an earlier one showed: held-out r and r2 tell"
            + " of new responses, not of new pictures");
  }

  private NifSettings settings(Dataset dataset) {
    Map<String, String> overrides = SettingsJson.parsePairs(request.overrides());
    for (String name : List.of("preset", "seed")) {
      if (!overrides.containsKey(name)) continue;
      throw new BadInputException(
          "override " + name, "a setting without an option of its own", name, "use that option");
    }
    NifSettings settings =
        NifSettings.named(request.preset()).withLags(dataset.lags()).withSeed(request.seed());
    return SettingsJson.override(settings, overrides);
  }

  private static NifFrames frames(
      Dataset dataset, TrainingRuns runs, NifSettings settings, Progress progress) {
    NifFrames.Builder builder = NifFrames.builder(dataset.grid(), settings.inputSidePx());
    float[] midGrey = new float[dataset.grid().pixelCount()];
    runs.readFrames(
        new TrainingRuns.FrameSink() {
          @Override
          public void startRun() {
            builder.startRun();
          }

          @Override
          public void frame(byte[] rgb) {
            builder.add(
                StimulusStrength.LUMINANCE.of(
                    rgb, dataset.frameWidthPx(), dataset.frameHeightPx()));
          }

          @Override
          public void nothing() {
            builder.add(midGrey);
          }
        },
        progress);
    return builder.build();
  }

  private static String note(NifLayers.Layer layer, double[] heldOutR) {
    double[] known = Arrays.stream(heldOutR).filter(r -> !Double.isNaN(r)).sorted().toArray();
    return known.length == 0
        ? String.format(Locale.ROOT, "%s: %d voxels, all constant", layer.name(), heldOutR.length)
        : String.format(
            Locale.ROOT,
            "%s: %d voxels, held-out r median %.3f, best %.3f",
            layer.name(),
            heldOutR.length,
            known[known.length / 2],
            known[known.length - 1]);
  }
}
