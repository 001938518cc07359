// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.FieldEstimation;
import org.voxel2pixel.dataset.FieldMapReport;
import org.voxel2pixel.dataset.LagEstimation;
import org.voxel2pixel.dataset.PrfEstimation;
import org.voxel2pixel.engine.EstimatedFields;
import org.voxel2pixel.engine.NifJob;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.ContrastEnergy;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.PixelScaling;
import org.voxel2pixel.visualfield.Polarity;
import org.voxel2pixel.visualfield.PrfEstimate;
import org.voxel2pixel.visualfield.PrfResult;
import org.voxel2pixel.visualfield.PrfSettings;
import org.voxel2pixel.visualfield.ReverseCorrelationSettings;
import org.voxel2pixel.visualfield.SpatialSummation;
import org.voxel2pixel.visualfield.StimulusStrength;

/** Estimates a receptive field for every voxel of a dataset, on its training samples only. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Estimate Receptive Fields...",
    headless = true)
public final class EstimateReceptiveFields extends Voxel2PixelCommand {
  private static final String REVERSE_CORRELATION = "reverse-correlation";
  private static final String PRF = "prf";
  private static final String CSS = "css";
  private static final String NIF = "nif";
  private static final int STANDARD_SIDE_PX = 32;
  private static final int QUICK_SIDE_PX = 16;

  /** Four pixels hold a cycle: fine detail without aliasing. */
  private static final double ENERGY_WAVELENGTH_PX = 4;

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder that Prepare Dataset made; the fields are written to its voxels.tsv")
  private File dataset;

  @Parameter(
      label = "Method",
      choices = {REVERSE_CORRELATION, PRF, CSS, NIF},
      persist = false,
      description =
          "reverse-correlation: fast, no haemodynamic model; prf: Gaussian population receptive"
              + " field; css: the same with compressive summation; nif: neural information flow, a network"
              + " of the areas trained on the film")
  private String method = REVERSE_CORRELATION;

  @Parameter(
      label = "Stimulus",
      choices = {"luminance", "contrast", "energy"},
      persist = false,
      description = "What of a frame drives the voxels; energy: of Gabor pairs, for prf and css")
  private String stimulus = "luminance";

  @Parameter(
      label = "Search",
      choices = {"standard", "quick"},
      persist = false,
      description =
          "standard: 5 folds, frames averaged to 32 px; quick: fewer folds, 16 px, a coarser grid,"
              + " for few samples. Of nif: standard for hours of film, quick for less")
  private String search = "standard";

  @Parameter(
      label = "Settings of nif",
      required = false,
      persist = false,
      description = "Settings of its search to replace, such as: epochs=60 rank=2")
  private String settings = NifOptions.DEFAULT.settings();

  @Parameter(
      label = "Layers of nif",
      required = false,
      persist = false,
      description =
          "Regions in visual order, parts of an area joined by +, such as: V1d+V1v V2d+V2v;"
              + " empty: V1, V2, V3, ..., then the others")
  private String layers = NifOptions.DEFAULT.layers();

  @Parameter(
      label = "Seed of nif",
      min = "0",
      persist = false,
      description = "Fixes every random choice")
  private int seed = NifOptions.DEFAULT.seed();

  @Parameter(
      label = "Threads of nif",
      min = "0",
      persist = false,
      description = "Processor threads; 0 takes all")
  private int threads = NifOptions.DEFAULT.threads();

  @Parameter(
      label = "Pixel scaling",
      choices = {"centred", "standardised"},
      persist = false,
      description =
          "For reverse-correlation. centred: pixels as they are, for films that fill the screen;"
              + " standardised: each pixel over its SD, for small pictures of isolated objects")
  private String scaling = "centred";

  @Parameter(
      label = "Polarity",
      choices = {"positive", "either"},
      persist = false,
      description = "Whether a voxel may respond less where its field is stimulated")
  private String polarity = "positive";

  @Parameter(
      label = "Delays (s)",
      required = false,
      persist = false,
      description =
          "For prf and css: delays of the haemodynamic response to try, beside the canonical one,"
              + " such as -2 0 2; empty for those of the search")
  private String delays = "";

  @Override
  protected void execute(Progress progress) {
    NifOptions nif = new NifOptions(settings, layers, seed, threads);
    if (!method.equals(NIF)) nif.requireDefault(method);
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      List<Optional<FittedField>> fields =
          switch (method) {
            case REVERSE_CORRELATION -> byReverseCorrelation(opened, progress);
            case NIF -> byNif(opened, nif, progress);
            default -> byPrf(opened, progress);
          };
      FieldMapReport maps =
          opened.writeFields(fields, CommandProvenance.of(this, method.equals(NIF) ? seed : 0));
      IJ.log(FieldSummary.of(fields));
      maps.lines().forEach(IJ::log);
    }
  }

  private List<Optional<FittedField>> byReverseCorrelation(Dataset opened, Progress progress) {
    if (!delays.isBlank()) {
      throw new BadInputException(
          "option delays", "nothing for this method", delays, "leave it out or use prf");
    }
    if (stimulus.equals("energy")) {
      throw new BadInputException(
          "stimulus", "luminance or contrast for this method", stimulus, "choose one of them");
    }
    StimulusStrength strength =
        stimulus.equals("contrast") ? StimulusStrength.CONTRAST : StimulusStrength.LUMINANCE;
    warnOfLags(opened, strength, progress);
    return FieldEstimation.byReverseCorrelation(opened, strength, settings(), progress);
  }

  /** A window that misses the response finds weak fields, or none, and nobody would know why. */
  private static void warnOfLags(Dataset opened, StimulusStrength strength, Progress progress) {
    if (!LagEstimation.isPossible(opened)) return;
    LagEstimation found = LagEstimation.of(opened, strength, progress);
    LagAdvice.warning(found, opened.lags()).ifPresent(line -> IJ.log("warning: " + line));
  }

  private List<Optional<FittedField>> byPrf(Dataset opened, Progress progress) {
    if (!scaling.equals("centred")) {
      throw new BadInputException(
          "scaling", "centred for this method", scaling, "leave it out or use reverse-correlation");
    }
    PrfEstimation.FrameStrength strength =
        switch (stimulus) {
          case "contrast" -> StimulusStrength.CONTRAST::of;
          case "energy" -> new ContrastEnergy(ENERGY_WAVELENGTH_PX)::of;
          default -> StimulusStrength.LUMINANCE::of;
        };
    boolean quick = search.equals("quick");
    PrfSettings settings =
        (quick ? PrfSettings.quick() : PrfSettings.standard())
            .withDelaysSec(delaysSec(quick ? PrfSettings.quick() : PrfSettings.standard()))
            .withPolarity(polarity())
            .withSummation(
                method.equals(CSS) ? SpatialSummation.COMPRESSIVE : SpatialSummation.LINEAR);
    PrfResult result =
        PrfEstimation.estimate(
            opened, strength, quick ? QUICK_SIDE_PX : STANDARD_SIDE_PX, settings, progress);
    for (String warning : result.warnings()) IJ.log("warning: " + warning);
    IJ.log(
        String.format(
            Locale.ROOT,
            "delay of the haemodynamic response: %.2f s beside the canonical one",
            result.delaySec()));
    return result.estimates().stream().map(e -> e.map(PrfEstimate::fitted)).toList();
  }

  private List<Double> delaysSec(PrfSettings usual) {
    if (delays.isBlank()) return usual.delaysSec();
    try {
      List<Double> wanted =
          Arrays.stream(delays.strip().split("[\\s,]+")).map(Double::valueOf).toList();
      return usual.withDelaysSec(wanted).delaysSec();
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "option delays",
          "different seconds from -10 to 10, such as -2 0 2",
          delays,
          "correct them",
          e);
    }
  }

  private Polarity polarity() {
    return polarity.equals("positive") ? Polarity.POSITIVE : Polarity.EITHER;
  }

  private ReverseCorrelationSettings settings() {
    ReverseCorrelationSettings settings =
        search.equals("quick")
            ? ReverseCorrelationSettings.quick()
            : ReverseCorrelationSettings.standard();
    return settings
        .withScaling(scaling.equals("centred") ? PixelScaling.CENTRED : PixelScaling.STANDARDISED)
        .withPolarity(polarity());
  }

  private List<Optional<FittedField>> byNif(Dataset opened, NifOptions nif, Progress progress) {
    NifOptions.requireSame("stimulus", "luminance", stimulus, method);
    NifOptions.requireSame("scaling", "centred", scaling, method);
    NifOptions.requireSame("polarity", "positive", polarity, method);
    NifOptions.requireSame("delays", "", delays.strip(), method);
    warnOfLags(opened, StimulusStrength.LUMINANCE, progress);
    EstimatedFields found = new NifJob(nif.request(search)).run(opened, progress);
    for (String warning : found.warnings()) IJ.log("warning: " + warning);
    for (String note : found.notes()) IJ.log(note);
    return found.fields();
  }
}
