// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Sample;

/**
 * The label of a stack's frame: which sample of the dataset it is. Evaluation reads it back, so
 * that no frame is ever compared with another's stimulus.
 */
final class SampleLabel {
  private static final Pattern FORM = Pattern.compile("sample (\\d{1,9})\\b.*");

  private SampleLabel() {}

  /** For example {@code sample 2085 sub-01_task-test_run-01 3.5 s test-01/frame-0006.png}. */
  static String of(Dataset dataset, int row) {
    Sample sample = dataset.samples().get(row);
    String stimulus = dataset.stimulusName(sample.stimulus()).replaceAll("\\s", "_");
    return String.format(
        Locale.ROOT, "sample %d %s %.1f s %s", row, sample.run(), sample.onsetSec(), stimulus);
  }

  /** The sample row that a label names, if it is such a label. */
  static OptionalInt row(String label) {
    Matcher matcher = FORM.matcher(label == null ? "" : label);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
