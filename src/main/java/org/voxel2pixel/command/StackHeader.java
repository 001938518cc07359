// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import com.google.gson.JsonObject;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.imagej.ImageHeader;

/** Title, calibration and Info of the stacks that commands make of a dataset. */
final class StackHeader {
  private static final String SAMPLES = "dataset samples: ";

  private StackHeader() {}

  static ImageHeader of(String title, Dataset dataset, Provenance how) {
    return of(title, dataset, how, "");
  }

  /**
   * @param facts more lines for the Info, each with its line end
   */
  static ImageHeader of(String title, Dataset dataset, Provenance how, String facts) {
    return new ImageHeader(
        title,
        dataset.frameWidthPx(),
        dataset.frameHeightPx(),
        dataset.grid().degPerPx(),
        dataset.trSec(),
        how.toText() + facts + samplesLine(dataset) + "\n");
  }

  /** Of images that are the middle of the dataset's frames, or all of them. */
  static ImageHeader ofMiddle(
      String title, Dataset dataset, Provenance how, int widthPx, int heightPx) {
    boolean isWhole = widthPx == dataset.frameWidthPx() && heightPx == dataset.frameHeightPx();
    return new ImageHeader(
        title,
        widthPx,
        heightPx,
        dataset.grid().degPerPx(),
        dataset.trSec(),
        how.toText()
            + (isWhole ? "" : middleLine(widthPx, heightPx) + "\n")
            + samplesLine(dataset)
            + "\n");
  }

  /** The line of a stack's Info that says that its images are the middle of larger frames. */
  static String middleLine(int widthPx, int heightPx) {
    return "middle of the frames: " + widthPx + " x " + heightPx + " px";
  }

  /** The line of a stack's Info that says which dataset its sample numbers belong to. */
  static String samplesLine(Dataset dataset) {
    JsonObject files = dataset.manifestJson().getAsJsonObject("files");
    return SAMPLES + hash(files, "samples.tsv") + " frames: " + hash(files, "frames.npy");
  }

  private static String hash(JsonObject files, String name) {
    return files.getAsJsonObject(name).get("sha256").getAsString();
  }
}
