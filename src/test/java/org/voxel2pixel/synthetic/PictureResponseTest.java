// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/** A subject almost without noise: its time courses are those of a formula in this test. */
class PictureResponseTest {
  private static final double TR_SEC = 2;
  private static final int PX = 24;
  private static final double DEG_PER_PX = 12.0 / PX;

  @Test
  void aVoxelOfEachAreaRespondsToEachPictureByItsFieldColourAndTheDelayedBlood(
      @TempDir Path folder) {
    Path subject = folder.resolve("subject");
    SyntheticPerson quiet =
        SmallPictureSubject.person()
            .withDelaySec(1)
            .withAmplitudes(new SyntheticSettings.Amplitudes(1e5, 2, 0, 0));
    PictureSubject.generate(SmallPictureSubject.of(quiet), subject, Progress.silent());
    List<SmallSubject.Truth> truth = SmallSubject.truth(subject);
    for (int v : new int[] {3, 12 + 4, 12 + 11 + 5}) { // one of V1, V2, V3
      List<Double> slopes = new ArrayList<>();
      for (String[] run :
          new String[][] {{"train", "train"}, {"natural", "test"}, {"shapes", "test"}}) {
        slopes.add(slope(subject, run[0], run[1], truth.get(v)));
      }
      slopes.add(slope(subject, "letters", "test", truth.get(v)));
      for (double slope : slopes) {
        assertTrue(slope > 0);
        assertEquals(slopes.get(0), slope, 0.02 * slopes.get(0), "voxel " + v + ": " + slopes);
      }
    }
  }

  /** Scanner units for a unit of predicted response; fails if the two do not go together. */
  private static double slope(Path subject, String session, String task, SmallSubject.Truth voxel) {
    double[] measured =
        SmallPictureSubject.bold(
            SmallPictureSubject.func(subject, session, task, 1, "bold.nii.gz"), voxel);
    double[] predicted = predicted(subject, session, task, voxel, measured.length);
    double r = SmallSubject.correlation(measured, predicted);
    assertTrue(r > 0.999, session + ", voxel " + voxel.index() + ": r = " + r);
    return deviation(measured) / deviation(predicted);
  }

  private static double deviation(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return Math.sqrt(squares / values.length - Math.pow(sum / values.length, 2));
  }

  private static double[] predicted(
      Path subject, String session, String task, SmallSubject.Truth voxel, int volumeCount) {
    double stepSec = 0.05;
    double[] drive = new double[(int) Math.round(volumeCount * TR_SEC / stepSec)];
    for (String[] event : SmallPictureSubject.events(subject, session, task, 1)) {
      if (event[3].equals("n/a")) continue;
      double value = drive(FrameFile.read(subject.resolve("stimuli").resolve(event[3])), voxel);
      int begin = (int) Math.round(Double.parseDouble(event[0]) / stepSec);
      int count = (int) Math.round(Double.parseDouble(event[1]) / stepSec);
      for (int n = begin; n < begin + count; n++) drive[n] = value;
    }
    double[] kernel = new double[(int) Math.round(35 / stepSec)];
    for (int n = 0; n < kernel.length; n++) {
      kernel[n] = blood((n + 0.5) * stepSec - 1) * stepSec; // 1 s later, as the subject's is
    }
    double[] response = new double[volumeCount];
    for (int t = 0; t < volumeCount; t++) {
      int now = (int) Math.round(t * TR_SEC / stepSec);
      for (int ago = 0; ago < Math.min(now, kernel.length); ago++) {
        response[t] += drive[now - 1 - ago] * kernel[ago];
      }
    }
    return response;
  }

  /** Gamma densities of shape 6 and 16, the second a sixth. */
  private static double blood(double sec) {
    if (sec <= 0) return 0;
    double peak = Math.pow(sec, 5) * Math.exp(-sec) / 120;
    double undershoot = Math.exp(15 * Math.log(sec) - sec - Math.log(1307674368000.0));
    return peak - undershoot / 6;
  }

  private static double drive(RgbFrame picture, SmallSubject.Truth voxel) {
    double sum = 0;
    double weights = 0;
    for (int y = 0; y < PX; y++) {
      for (int x = 0; x < PX; x++) {
        double offX = (x - (PX - 1) / 2.0) * DEG_PER_PX - voxel.xDeg();
        double offY = ((PX - 1) / 2.0 - y) * DEG_PER_PX - voxel.yDeg();
        double reach = 3 * voxel.sigma();
        if (Math.abs(offX) > reach || Math.abs(offY) > reach) continue;
        double w = Math.exp(-(offX * offX + offY * offY) / (2 * voxel.sigma() * voxel.sigma()));
        sum += w * feature(voxel.roi(), picture, x, y);
        weights += w;
      }
    }
    return sum / weights;
  }

  private static double feature(String roi, RgbFrame picture, int x, int y) {
    double r = picture.value(x, y, 0) / 255.0;
    double g = picture.value(x, y, 1) / 255.0;
    double b = picture.value(x, y, 2) / 255.0;
    double luminance = 0.299 * r + 0.587 * g + 0.114 * b - 0.5;
    return switch (roi) {
      case "V1" -> luminance;
      case "V2" -> luminance + 0.7 * (r - g);
      default -> luminance + 0.7 * (b - (r + g) / 2);
    };
  }
}
