// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is shown when in a run with pictures: 32 s of rest, the pictures in a random order, each
 * with the rest that its part has after it, and 6 s of rest, as in ds001506 (whose one-back
 * repetitions are left out).
 *
 * @param number of the run in its part, from 1
 * @param pictures indices into the part's pictures, none twice, in the order of showing
 */
record PictureRun(PicturePart part, int number, List<Integer> pictures) {
  static final int BEGIN_SEC = 32;
  static final int END_SEC = 6;

  /** Pictures of a run in training; a run of a test shows all of its part. */
  private static final int MOST_TRAINING_PICTURES = 50;

  private static final int NOTHING = -1;

  PictureRun {
    pictures = List.copyOf(pictures);
  }

  /** All runs of a part: as often as there are repeats, all of its pictures in a new order. */
  static List<PictureRun> all(PicturePart part, PictureSettings settings) {
    RandomGenerator random = SeedStream.of(settings.person().seed(), "order " + part.label());
    List<PictureRun> runs = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int n = 0; n < settings.pictureCount(part); n++) order.add(n);
    int most = part == PicturePart.TRAINING ? MOST_TRAINING_PICTURES : order.size();
    for (int repeat = 0; repeat < settings.repeats(part); repeat++) {
      SeedStream.shuffle(order, random);
      for (int begin = 0; begin < order.size(); begin += most) {
        int end = Math.min(order.size(), begin + most);
        runs.add(new PictureRun(part, runs.size() + 1, order.subList(begin, end)));
      }
    }
    return runs;
  }

  RunName name() {
    return new RunName(part.label(), part.task(), number);
  }

  /** When a picture appears, in s from the first volume. */
  int onsetSec(int position) {
    return BEGIN_SEC + position * (part.onSec() + part.gapSec());
  }

  int lengthSec() {
    return onsetSec(pictures.size()) + END_SEC;
  }

  int volumeCount(double trSec) {
    return (int) Math.rint(lengthSec() / trSec);
  }

  /**
   * How the run drives voxels; grey drives nothing.
   *
   * @param drive of each picture of the part, {@code [voxel][picture]}
   */
  RunDrive drive(float[][] drive, double trSec) {
    int[] shown = new int[volumeCount(trSec)]; // [volume] -> picture
    Arrays.fill(shown, NOTHING);
    for (int n = 0; n < pictures.size(); n++) {
      int begin = (int) Math.rint(onsetSec(n) / trSec);
      int end = (int) Math.rint((onsetSec(n) + part.onSec()) / trSec);
      Arrays.fill(shown, begin, end, pictures.get(n));
    }
    return new RunDrive() {
      @Override
      public float[] of(int voxel) {
        float[] ofVolume = new float[shown.length];
        for (int t = 0; t < shown.length; t++) {
          if (shown[t] != NOTHING) ofVolume[t] = drive[voxel][shown[t]];
        }
        return ofVolume;
      }

      @Override
      public int volumeCount() {
        return shown.length;
      }
    };
  }

  /** The text of events.tsv; rest is an event without a picture, as in ds001506. */
  String events(List<String> files) {
    StringBuilder text = new StringBuilder("onset\tduration\ttrial_type\tstim_file\n");
    addRest(text, 0, BEGIN_SEC);
    for (int n = 0; n < pictures.size(); n++) {
      text.append(onsetSec(n)).append('\t').append(part.onSec()).append('\t');
      text.append(part.trialType()).append('\t').append(files.get(pictures.get(n))).append('\n');
      if (part.gapSec() > 0) addRest(text, onsetSec(n) + part.onSec(), part.gapSec());
    }
    addRest(text, onsetSec(pictures.size()), END_SEC);
    return text.toString();
  }

  private static void addRest(StringBuilder text, int onsetSec, int durationSec) {
    text.append(onsetSec).append('\t').append(durationSec).append("\trest\tn/a\n");
  }
}
