// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * Everything that decides what a synthetic subject's files hold. The same settings give the same
 * bytes on the same Java.
 *
 * @param seed of all random numbers
 * @param trSec time from volume to volume, and how long each film frame is shown
 * @param restVolumeCount volumes at the end of each run in which the screen is mid grey, so that
 *     the last frame's response is recorded too
 * @param screen the square screen: frame size in pixels and width in degrees
 * @param training runs that show a film each
 * @param test runs that all show the same film
 * @param brain the scanned volume and its areas
 * @param amplitudes signal, noise, drift and motion
 * @param delaySec by how much the blood's response comes later than the canonical one, or than the
 *     clock that started film and scanner said; 0 to 10
 * @param storage which way the first index of the volumes runs
 */
public record SyntheticSettings(
    long seed,
    double trSec,
    int restVolumeCount,
    PixelGrid screen,
    Runs training,
    Runs test,
    Brain brain,
    Amplitudes amplitudes,
    double delaySec,
    StorageOrder storage) {

  public SyntheticSettings {
    new SyntheticPerson(seed, trSec, screen, brain, amplitudes, delaySec, storage); // checks
    requireAtLeast("rest volumes", restVolumeCount, 0);
    requireAtLeast(
        "volumes of a training run", training.volumeCount(), Math.addExact(restVolumeCount, 2));
    requireAtLeast("volumes of a test run", test.volumeCount(), Math.addExact(restVolumeCount, 2));
  }

  /**
   * Runs of one kind.
   *
   * @param volumeCount of each run, rest included
   */
  public record Runs(int runCount, int volumeCount) {
    public Runs {
      requireAtLeast("runs", runCount, 1);
    }
  }

  /** Voxels along the axes (i to the right, j to the front, k up), their side, and each area's. */
  public record Brain(
      int nx,
      int ny,
      int nz,
      double voxelSizeMm,
      int v1VoxelCount,
      int v2VoxelCount,
      int v3VoxelCount) {
    public Brain {
      requireAtLeast("voxels along an axis", Math.min(nx, Math.min(ny, nz)), 4);
      requireAbove("voxel size in mm", voxelSizeMm, 0);
      int fewest = Math.min(v1VoxelCount, Math.min(v2VoxelCount, v3VoxelCount));
      requireAtLeast("voxels of an area", fewest, 2);
    }

    public int voxelCount(VisualArea area) {
      return switch (area) {
        case V1 -> v1VoxelCount;
        case V2 -> v2VoxelCount;
        case V3 -> v3VoxelCount;
      };
    }
  }

  /**
   * How large everything in a voxel's time course is.
   *
   * @param snr standard deviation of the stimulus' response over that of the noise (drift and
   *     motion not counted), for each voxel and a single showing
   * @param signalPercent standard deviation of the response in percent of the voxel's mean, for the
   *     typical voxel: it swings by about twice that
   * @param driftPercent standard deviation of the slow drift in percent of the mean
   * @param motionMm standard deviation over a run of each head motion parameter (rotations on a
   *     sphere of 50 mm)
   */
  public record Amplitudes(double snr, double signalPercent, double driftPercent, double motionMm) {
    public Amplitudes {
      requireAbove("SNR", snr, 0);
      requireAbove("signal in percent", signalPercent, 0);
      requireAtLeast("drift in percent", driftPercent, 0);
      requireAtLeast("motion in mm", motionMm, 0);
      requireAtMost("signal in percent", signalPercent, 5);
      requireAtMost("signal in percent over SNR", signalPercent / snr, 10);
      requireAtMost("drift in percent", driftPercent, 5);
      requireAtMost("motion in mm", motionMm, 1);
    }
  }

  /**
   * The subject of the demo: TR 0.7 s and 2.4 mm as in Brain2Pix (Le et al. 2022), 12 degrees as in
   * Shen et al. (2019), 12 training runs of 340 volumes (48 minutes), 6 showings of a test film of
   * 200 frames.
   */
  public static SyntheticSettings standard() {
    return new SyntheticSettings(
        1,
        0.7,
        10,
        new PixelGrid(96, 96, 12),
        new Runs(12, 340),
        new Runs(6, 210),
        new Brain(40, 40, 12, 2.4, 1200, 900, 700),
        new Amplitudes(1, 1, 1, 0.15),
        0,
        StorageOrder.RAS);
  }

  public SyntheticSettings withSeed(long other) {
    return new SyntheticSettings(
        other,
        trSec,
        restVolumeCount,
        screen,
        training,
        test,
        brain,
        amplitudes,
        delaySec,
        storage);
  }

  public SyntheticSettings withTrSec(double other) {
    return new SyntheticSettings(
        seed, other, restVolumeCount, screen, training, test, brain, amplitudes, delaySec, storage);
  }

  public SyntheticSettings withRestVolumeCount(int other) {
    return new SyntheticSettings(
        seed, trSec, other, screen, training, test, brain, amplitudes, delaySec, storage);
  }

  public SyntheticSettings withScreen(PixelGrid other) {
    return new SyntheticSettings(
        seed, trSec, restVolumeCount, other, training, test, brain, amplitudes, delaySec, storage);
  }

  public SyntheticSettings withTraining(Runs other) {
    return new SyntheticSettings(
        seed, trSec, restVolumeCount, screen, other, test, brain, amplitudes, delaySec, storage);
  }

  public SyntheticSettings withTest(Runs other) {
    return new SyntheticSettings(
        seed,
        trSec,
        restVolumeCount,
        screen,
        training,
        other,
        brain,
        amplitudes,
        delaySec,
        storage);
  }

  public SyntheticSettings withBrain(Brain other) {
    return new SyntheticSettings(
        seed, trSec, restVolumeCount, screen, training, test, other, amplitudes, delaySec, storage);
  }

  public SyntheticSettings withAmplitudes(Amplitudes other) {
    return new SyntheticSettings(
        seed, trSec, restVolumeCount, screen, training, test, brain, other, delaySec, storage);
  }

  public SyntheticSettings withDelaySec(double other) {
    return new SyntheticSettings(
        seed, trSec, restVolumeCount, screen, training, test, brain, amplitudes, other, storage);
  }

  public SyntheticSettings withStorage(StorageOrder other) {
    return new SyntheticSettings(
        seed, trSec, restVolumeCount, screen, training, test, brain, amplitudes, delaySec, other);
  }

  public SyntheticSettings withSnr(double snr) {
    return withAmplitudes(
        new Amplitudes(
            snr, amplitudes.signalPercent(), amplitudes.driftPercent(), amplitudes.motionMm()));
  }

  /** Who watches the films. */
  public SyntheticPerson person() {
    return new SyntheticPerson(seed, trSec, screen, brain, amplitudes, delaySec, storage);
  }

  /** The runs of a part. */
  public Runs runs(FilmPart part) {
    return part == FilmPart.TRAINING ? training : test;
  }

  /** Film frames that a run of this part shows, one a volume. */
  public int frameCount(FilmPart part) {
    return runs(part).volumeCount() - restVolumeCount;
  }

  static void requireAbove(String what, double value, double limit) {
    if (!(value > limit) || Double.isInfinite(value)) throw bad(what, "above " + limit, value);
  }

  static void requireAtLeast(String what, double value, double limit) {
    if (!(value >= limit) || Double.isInfinite(value)) throw bad(what, "at least " + limit, value);
  }

  static void requireAtMost(String what, double value, double limit) {
    if (!(value <= limit)) throw bad(what, "at most " + limit, value);
  }

  static BadInputException bad(String what, String expected, Object found) {
    return new BadInputException(
        "synthetic subject, " + what, expected, String.valueOf(found), "change the setting");
  }
}
