// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import org.voxel2pixel.visualfield.PixelGrid;

/**
 * Who is scanned and how, whatever they look at.
 *
 * @param seed of all random numbers
 * @param trSec time from volume to volume
 * @param screen the square screen: picture size in pixels and width in degrees
 * @param brain the scanned volume and its areas
 * @param amplitudes signal, noise, drift and motion
 * @param delaySec by how much the blood's response comes later than the canonical one, or than the
 *     clock that started stimuli and scanner said; 0 to 10
 * @param storage which way the first index of the volumes runs
 */
public record SyntheticPerson(
    long seed,
    double trSec,
    PixelGrid screen,
    SyntheticSettings.Brain brain,
    SyntheticSettings.Amplitudes amplitudes,
    double delaySec,
    StorageOrder storage) {

  public SyntheticPerson {
    SyntheticSettings.requireAtLeast("delay in seconds", delaySec, 0);
    SyntheticSettings.requireAtMost("delay in seconds", delaySec, 10);
    SyntheticSettings.requireAtLeast("TR in seconds", trSec, 0.1);
    SyntheticSettings.requireAtMost("TR in seconds", trSec, 10);
    if (screen.widthPx() != screen.heightPx()) {
      throw SyntheticSettings.bad(
          "screen", "as many rows as columns", screen.widthPx() + " x " + screen.heightPx());
    }
    SyntheticSettings.requireAtLeast("frame size in pixels", screen.widthPx(), 8);
  }

  public SyntheticPerson withSeed(long other) {
    return new SyntheticPerson(other, trSec, screen, brain, amplitudes, delaySec, storage);
  }

  public SyntheticPerson withTrSec(double other) {
    return new SyntheticPerson(seed, other, screen, brain, amplitudes, delaySec, storage);
  }

  public SyntheticPerson withScreen(PixelGrid other) {
    return new SyntheticPerson(seed, trSec, other, brain, amplitudes, delaySec, storage);
  }

  public SyntheticPerson withBrain(SyntheticSettings.Brain other) {
    return new SyntheticPerson(seed, trSec, screen, other, amplitudes, delaySec, storage);
  }

  public SyntheticPerson withAmplitudes(SyntheticSettings.Amplitudes other) {
    return new SyntheticPerson(seed, trSec, screen, brain, other, delaySec, storage);
  }

  public SyntheticPerson withDelaySec(double other) {
    return new SyntheticPerson(seed, trSec, screen, brain, amplitudes, other, storage);
  }

  public SyntheticPerson withStorage(StorageOrder other) {
    return new SyntheticPerson(seed, trSec, screen, brain, amplitudes, delaySec, other);
  }

  public SyntheticPerson withSnr(double snr) {
    return withAmplitudes(
        new SyntheticSettings.Amplitudes(
            snr, amplitudes.signalPercent(), amplitudes.driftPercent(), amplitudes.motionMm()));
  }
}
