// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares a header with all fields that nibabel has (src/test/python/nifti_header_text.py). */
final class HeaderText {
  /** Fields of Analyze 7.5 in NIfTI-1, and of no meaning in NIfTI-2; the class has none of them. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "data_type",
          "db_name",
          "extents",
          "session_error",
          "regular",
          "glmax",
          "glmin",
          "eol_check",
          "unused_str");

  private HeaderText() {}

  static void assertSame(JsonObject expected, NiftiHeader header) {
    Map<String, String> fields = header.fields();
    Set<String> names = new TreeSet<>(expected.keySet());
    names.removeAll(LEFT_OUT);
    assertEquals(names, new TreeSet<>(fields.keySet()));
    for (String name : names) {
      String[] expectedTexts = expected.get(name).getAsString().split(" ", -1);
      String[] texts = fields.get(name).split(" ", -1);
      assertEquals(expectedTexts.length, texts.length, name);
      for (int n = 0; n < texts.length; n++) {
        assertEquals(value(expectedTexts[n]), value(texts[n]), name + "[" + n + "]");
      }
    }
  }

  /** A number, so that 1 is 1.0; or the text. Shortest decimals of equal floats are equal. */
  private static Object value(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
