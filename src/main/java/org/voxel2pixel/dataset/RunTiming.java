// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.voxel2pixel.BadInputException;

/** When a run's volumes were taken, by its header and its sidecars. */
final class RunTiming {
  /** Two statements of one repetition time may differ by this much: digits of a float. */
  static final double SAME_TR_SEC = 1e-4;

  private RunTiming() {}

  /**
   * The repetition time: the sidecar's, which has more digits than the header's float.
   *
   * @param headerSec 0 if the header states none
   * @throws BadInputException if nobody states it, or the two disagree
   */
  static double trSec(RunFiles run, double headerSec, Map<String, SidecarFiles.Stated> sidecar) {
    if (sidecar.containsKey("VolumeTiming") && !sidecar.containsKey("RepetitionTime")) {
      throw new BadInputException(
          sidecar.get("VolumeTiming").file(),
          "RepetitionTime, the same for all volumes",
          "VolumeTiming: volumes at times of their own",
          "resample the run to equal steps");
    }
    OptionalDouble stated = seconds(sidecar.get("RepetitionTime"));
    if (headerSec == 0 && stated.isEmpty()) {
      throw new BadInputException(
          run.bold(),
          "a repetition time in its header or in " + run.name() + "_bold.json",
          "none",
          "write the sidecar with RepetitionTime in seconds");
    }
    if (headerSec != 0 && stated.isPresent()) {
      requireSame(run.bold(), headerSec, stated.getAsDouble());
    }
    return stated.orElse(headerSec);
  }

  private static OptionalDouble seconds(SidecarFiles.Stated stated) {
    if (stated == null) return OptionalDouble.empty();
    JsonElement value = stated.value();
    boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    if (!isNumber || !(value.getAsDouble() > 0) || value.getAsDouble() > 60) {
      throw new BadInputException(
          stated.file(),
          "RepetitionTime as a number of seconds",
          value.toString(),
          "repair the file");
    }
    return OptionalDouble.of(value.getAsDouble());
  }

  private static void requireSame(Path bold, double headerSec, double sidecarSec) {
    if (Math.abs(headerSec - sidecarSec) <= SAME_TR_SEC) return;
    throw new BadInputException(
        bold,
        "the RepetitionTime of its sidecar, " + sidecarSec + " s",
        headerSec + " s in its header",
        "correct the one that is wrong");
  }

  /** What is known of the slices' times, which nothing here corrects. */
  static void tellSlices(
      RunFiles run, Map<String, SidecarFiles.Stated> sidecar, Findings findings) {
    boolean corrected = isTrue(sidecar.get("SliceTimingCorrected"));
    if (sidecar.containsKey("SliceTiming") && !corrected) {
      findings.info(
          run.bold(),
          "slices were taken at different times (SliceTiming), which was not corrected");
    }
    SidecarFiles.Stated start = sidecar.get("StartTime");
    if (corrected && start != null && !start.value().toString().matches("0(\\.0*)?")) {
      findings.info(
          run.bold(),
          "slices were corrected to "
              + start.value()
              + " s after a volume's begin (StartTime); events count from the begin");
    }
  }

  private static boolean isTrue(SidecarFiles.Stated stated) {
    return stated != null
        && stated.value().isJsonPrimitive()
        && stated.value().getAsJsonPrimitive().isBoolean()
        && stated.value().getAsBoolean();
  }
}
