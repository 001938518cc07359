// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text of the files that say what a synthetic subject is and how it was made. */
final class SubjectDescription {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private SubjectDescription() {}

  static String datasetDescription() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Name", "Voxel2Pixel synthetic subject");
    json.put("BIDSVersion", "1.9.0");
    json.put("DatasetType", "raw");
    json.put("License", "CC0");
    json.put("Authors", List.of("Voxel2Pixel"));
    json.put("GeneratedBy", List.of(Map.of("Name", "Voxel2Pixel synthetic subject")));
    return text(json);
  }

  static String boldSidecar(String task, double trSec) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("TaskName", task);
    json.put("RepetitionTime", trSec);
    json.put("Instructions", "Synthetic: nobody was scanned.");
    return text(json);
  }

  /** What BIDS has no name for. */
  static String bidsIgnore() {
    return "sub-*/masks/\n**/*_desc-*\n";
  }

  /** Every parameter, and the signal-to-noise ratio that came out. */
  static String parameters(SyntheticSettings settings, MeasuredSnr measured) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", settings.seed());
    json.put("tr_s", settings.trSec());
    json.put("rest_volumes", settings.restVolumeCount());
    json.put("screen_width_deg", settings.screen().widthDeg());
    json.put("frame_px", settings.screen().widthPx());
    for (FilmPart part : FilmPart.values()) {
      Map<String, Object> runs = new LinkedHashMap<>();
      runs.put("runs", settings.runs(part).runCount());
      runs.put("volumes_per_run", settings.runs(part).volumeCount());
      runs.put("frames_per_run", settings.frameCount(part));
      json.put(part.label(), runs);
    }
    putPerson(settings.person(), json);
    putAreas(settings.person(), measured, json);
    return text(json);
  }

  static void putPerson(SyntheticPerson person, Map<String, Object> json) {
    SyntheticSettings.Brain brain = person.brain();
    json.put("volume_shape", List.of(brain.nx(), brain.ny(), brain.nz()));
    json.put("voxel_size_mm", brain.voxelSizeMm());
    json.put("snr", person.amplitudes().snr());
    json.put(
        "snr_definition",
        "SD of response / SD of noise, a voxel, one showing, no drift, no motion");
    json.put("signal_percent", person.amplitudes().signalPercent());
    json.put("drift_percent", person.amplitudes().driftPercent());
    json.put("motion_mm", person.amplitudes().motionMm());
    json.put("noise", "half AR(1), half white, by variance");
    json.put("noise_ar1", BoldRun.AUTOREGRESSION);
    json.put("run_offset_percent", 100 * BoldRun.OFFSET_SPREAD);
    json.put("hrf", "double gamma, peak 5 s, undershoot 15 s, ratio 1/6");
    json.put("hrf_delay_s", person.delaySec());
    json.put("storage", person.storage().name());
    json.put("cortical_magnification_e2_deg", CorticalMagnification.E2_DEG);
  }

  static void putAreas(SyntheticPerson person, MeasuredSnr measured, Map<String, Object> json) {
    for (VisualArea area : VisualArea.values()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("voxels", person.brain().voxelCount(area));
      one.put("feature", area.featureText());
      one.put("sigma_deg_at_fixation", area.interceptDeg());
      one.put("sigma_deg_per_deg_eccentricity", area.slope());
      one.put("snr_measured_in_training", Math.round(measured.of(area) * 1e6) / 1e6);
      json.put(area.name(), one);
    }
  }

  static String readme(SyntheticSettings settings) {
    SyntheticSettings.Runs training = settings.training();
    SyntheticSettings.Runs test = settings.test();
    String text =
        """
        A synthetic fMRI subject, made by Voxel2Pixel. Nobody was scanned.

        Someone with known receptive fields in V1, V2 and V3 watches short films of moving shapes on a
        square screen of %s degrees. The files are such as a scanner and a preprocessing pipeline leave
        them; the truth lies beside them, to be found again.

        task-train   %d runs of %d volumes, TR %s s, each with a film of its own
        task-test    %d runs of %d volumes, all with the same film; its letters are in no training film
        Each film frame is shown for one TR, from volume 0; the last %d volumes show mid grey.

        stimuli/                              the frames, as events.tsv names them in stim_file
        sub-01/func/                          BOLD runs, events, head motion
        sub-01/masks/                         V1, V2, V3
        sub-01/sub-01_desc-truth_fields.tsv   each voxel's field; index counts V1's mask voxels in
                                              ascending (k * ny + j) * nx + i, then V2's, then V3's
        sub-01/sub-01_desc-synthetic.json     every parameter, and the signal-to-noise ratio

        V1 sees luminance, V2 luminance and red against green, V3 luminance and blue against yellow.
        The response to a frame is greatest about %.1f s after the frame appears.
        Seed %d. The same settings give the same files.
        """;
    return String.format(
        Locale.ROOT,
        text,
        settings.screen().widthDeg(),
        training.runCount(),
        training.volumeCount(),
        settings.trSec(),
        test.runCount(),
        test.volumeCount(),
        settings.restVolumeCount(),
        5.4 + settings.delaySec(),
        settings.seed());
  }

  static String text(Map<String, Object> json) {
    return JSON.toJson(json) + "\n";
  }
}
