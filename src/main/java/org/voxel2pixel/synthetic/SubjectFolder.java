// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.nio.file.Path;
import java.util.Locale;

/** Where each file of a synthetic subject lies: BIDS' names, as far as BIDS has names. */
record SubjectFolder(Path root) {
  static final String SUBJECT = "sub-01";

  Path description() {
    return root.resolve("dataset_description.json");
  }

  Path readme() {
    return root.resolve("README");
  }

  Path bidsIgnore() {
    return root.resolve(".bidsignore");
  }

  Path bold(RunName run) {
    return func(run, "bold.nii.gz");
  }

  Path boldSidecar(RunName run) {
    return func(run, "bold.json");
  }

  Path events(RunName run) {
    return func(run, "events.tsv");
  }

  Path confounds(RunName run) {
    return func(run, "desc-confounds_timeseries.tsv");
  }

  private Path func(RunName run, String ending) {
    Path subject = root.resolve(SUBJECT);
    Path folder = run.hasSession() ? subject.resolve("ses-" + run.session()) : subject;
    return folder.resolve("func").resolve(SUBJECT + "_" + run.entities() + "_" + ending);
  }

  Path mask(VisualArea area) {
    String name = SUBJECT + "_label-" + area + "_mask.nii.gz";
    return root.resolve(SUBJECT).resolve("masks").resolve(name);
  }

  Path truth() {
    return root.resolve(SUBJECT).resolve(SUBJECT + "_desc-truth_fields.tsv");
  }

  Path parameters() {
    return root.resolve(SUBJECT).resolve(SUBJECT + "_desc-synthetic.json");
  }

  Path frame(FilmPart part, int film, int frame) {
    return root.resolve("stimuli").resolve(stimFile(part, film, frame));
  }

  /** A picture that {@code stim_file} names, and the table of all. */
  Path stimulus(String name) {
    return root.resolve("stimuli").resolve(name);
  }

  /** A frame as {@code stim_file} names it: relative to the folder stimuli; counted from 1. */
  static String stimFile(FilmPart part, int film, int frame) {
    return String.format(Locale.ROOT, "%s-%02d/frame-%04d.png", part.label(), film, frame + 1);
  }
}
