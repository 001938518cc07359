// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text of the files that say what a synthetic subject with pictures is and how it was made. */
final class PictureDescription {
  private PictureDescription() {}

  /** Every parameter, and the signal-to-noise ratio that came out. */
  static String parameters(
      PictureSettings settings, Map<PicturePart, MeasuredSnr> measured, List<String> warnings) {
    SyntheticPerson person = settings.person();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stimuli", "pictures");
    json.put("seed", person.seed());
    json.put("tr_s", person.trSec());
    json.put("screen_width_deg", person.screen().widthDeg());
    json.put("picture_px", person.screen().widthPx());
    json.put("natural_pictures", settings.pictures().isEmpty() ? "drawn" : "own");
    if (!warnings.isEmpty()) json.put("conversions", warnings);
    json.put("rest_at_begin_s", PictureRun.BEGIN_SEC);
    json.put("rest_at_end_s", PictureRun.END_SEC);
    for (PicturePart part : measured.keySet()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("pictures", settings.pictureCount(part));
      one.put("repeats", settings.repeats(part));
      one.put("runs", PictureRun.all(part, settings).size());
      one.put("on_s", part.onSec());
      one.put("gap_s", part.gapSec());
      one.put("trial_type", part.trialType());
      json.put(part.label(), one);
    }
    SubjectDescription.putPerson(person, json);
    SubjectDescription.putAreas(person, measured.get(PicturePart.TRAINING), json);
    return SubjectDescription.text(json);
  }

  static String readme(PictureSettings settings) {
    StringBuilder parts = new StringBuilder();
    for (PicturePart part : PicturePart.values()) {
      int runs = PictureRun.all(part, settings).size();
      if (runs == 0) continue;
      parts.append(
          String.format(
              Locale.ROOT,
              "ses-%-8s task-%-5s  %d runs: %d pictures, %d times each, on for %d s%s\n",
              part.label(),
              part.task(),
              runs,
              settings.pictureCount(part),
              settings.repeats(part),
              part.onSec(),
              part.gapSec() == 0 ? "" : ", " + part.gapSec() + " s of grey after each"));
    }
    String text =
        """
        A synthetic fMRI subject, made by Voxel2Pixel. Nobody was scanned.

        Someone with known receptive fields in V1, V2 and V3 looks at pictures on a square screen of %s
        degrees, in blocks as in Shen et al. (2019, Front. Comput. Neurosci. 13:21). The files are such
        as a scanner and a preprocessing pipeline leave them; the truth lies beside them.

        %s
        TR %s s. Each run begins with %d s and ends with %d s of mid grey. trial_type in events.tsv is
        natural, shape or letter: it tells the test sets apart. Prepare Dataset:
        preset=shen2019 columns=[stimulus=stim_file type=trial_type]

        stimuli/stimuli.tsv                   what each picture is and where it comes from
        sub-01/ses-.../func/                  BOLD runs, events, head motion
        sub-01/masks/                         V1, V2, V3
        sub-01/sub-01_desc-truth_fields.tsv   each voxel's field; index counts V1's mask voxels in
                                              ascending (k * ny + j) * nx + i, then V2's, then V3's
        sub-01/sub-01_desc-synthetic.json     every parameter, and the signal-to-noise ratio

        V1 sees luminance, V2 luminance and red against green, V3 luminance and blue against yellow.
        Shapes are cells of Miyawaki et al. (2008); the display values of colours and background, and
        the form of the letters, are our own.
        Seed %d. The same settings give the same files.
        """;
    SyntheticPerson person = settings.person();
    return String.format(
        Locale.ROOT,
        text,
        person.screen().widthDeg(),
        parts,
        person.trSec(),
        PictureRun.BEGIN_SEC,
        PictureRun.END_SEC,
        person.seed());
  }
}
