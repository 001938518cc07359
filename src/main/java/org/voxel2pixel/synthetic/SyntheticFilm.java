// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.voxel2pixel.stimulus.RgbFrame;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * A film of scenes of 5 to 10 seconds that follow one another in hard cuts, one frame an fMRI
 * volume as in Brain2Pix. Scenes are composed when the film is made, frames drawn when asked for;
 * the same seed, part and number give the same film.
 */
public final class SyntheticFilm {
  private static final double SHORTEST_SCENE_SEC = 5;
  private static final double LONGEST_SCENE_SEC = 10;

  private final PixelGrid screen;
  private final double frameSec;
  private final List<Scene> scenes = new ArrayList<>();
  private final int[] sceneOfFrame; // [frame]
  private final int[] firstFrameOfScene; // [frame] -> first frame of that frame's scene

  /**
   * @param part which of the two kinds of film
   * @param number tells films of one seed and part apart
   * @param frameSec how long each frame is shown
   */
  public SyntheticFilm(
      long seed, FilmPart part, int number, PixelGrid screen, double frameSec, int frameCount) {
    this.screen = screen;
    this.frameSec = frameSec;
    this.sceneOfFrame = new int[frameCount];
    this.firstFrameOfScene = new int[frameCount];
    RandomGenerator random = SeedStream.of(seed, "film " + part.label() + " " + number);
    int begin = 0;
    while (begin < frameCount) {
      double lengthSec = random.nextDouble(SHORTEST_SCENE_SEC, LONGEST_SCENE_SEC);
      int end = Math.min(frameCount, begin + Math.max(1, (int) Math.round(lengthSec / frameSec)));
      for (int frame = begin; frame < end; frame++) {
        sceneOfFrame[frame] = scenes.size();
        firstFrameOfScene[frame] = begin;
      }
      scenes.add(Scene.random(part, screen.widthDeg(), random));
      begin = end;
    }
  }

  public int frameCount() {
    return sceneOfFrame.length;
  }

  /** Whether a frame begins a scene. */
  public boolean isCut(int index) {
    return firstFrameOfScene[index] == index;
  }

  /** Draws a frame: the scene as it is when the frame appears. */
  public RgbFrame frame(int index) {
    double tSec = (index - firstFrameOfScene[index]) * frameSec;
    return scenes.get(sceneOfFrame[index]).draw(screen, tSec);
  }
}
