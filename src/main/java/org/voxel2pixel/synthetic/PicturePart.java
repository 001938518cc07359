// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/**
 * The kinds of runs in an experiment with still pictures, as Shen et al. (2019) made it; times as
 * the events of OpenNeuro ds001506 have them (there the natural and artificial test pictures were
 * on for 8 s too; the paper's 12 s are those of the letters, which a rest of 12 s follows).
 */
public enum PicturePart {
  TRAINING("train", "train", "natural", 8, 0),
  NATURAL("natural", "test", "natural", 8, 0),
  SHAPES("shapes", "test", "shape", 8, 0),
  LETTERS("letters", "test", "letter", 12, 12);

  private final String label;
  private final String task;
  private final String trialType;
  private final int onSec;
  private final int gapSec;

  PicturePart(String label, String task, String trialType, int onSec, int gapSec) {
    this.label = label;
    this.task = task;
    this.trialType = trialType;
    this.onSec = onSec;
    this.gapSec = gapSec;
  }

  /** As in file names: the value of BIDS' {@code ses-}, and the folder of the pictures. */
  public String label() {
    return label;
  }

  /** The value of BIDS' {@code task-}: all three test sets have one. */
  public String task() {
    return task;
  }

  /** What the events say of its pictures. */
  public String trialType() {
    return trialType;
  }

  /** How long each picture is shown. */
  public int onSec() {
    return onSec;
  }

  /** How long mid grey follows each picture. */
  public int gapSec() {
    return gapSec;
  }
}
