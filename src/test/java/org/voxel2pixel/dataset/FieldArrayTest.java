// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

class FieldArrayTest {
  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("fields.csv"), text);
  }

  @Test
  void aRowIsAFieldAndARowOfNanOrWithoutSizeIsNone() throws IOException {
    Path file = csv("x_deg,y_deg,sigma_deg,r2\n1.5,-2.25,0.5,0.25\nNaN,NaN,NaN,NaN\n1,1,0,0.5\n");
    List<Optional<FittedField>> fields = FieldArray.read(file, "");
    assertEquals(
        List.of(
            Optional.of(new FittedField(new ReceptiveField(1.5, -2.25, 0.5), 0.25)),
            Optional.empty(),
            Optional.empty()),
        fields);
    assertEquals(fields, FieldArray.read(file, "fields"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,1,1,87|percent?",
        "1,1,1,-0.5|from 0 to 1",
        "1,NaN,1,0.5|NaN in all",
        "1,1,1|4 columns",
        "1,1,1,0.5,3|4 columns"
      })
  void whatIsNoFieldIsRefused(String row, String expected) throws IOException {
    Path file = csv(row + "\n" + row + "\n");
    BadInputException refused =
        assertThrows(BadInputException.class, () -> FieldArray.read(file, ""));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    assertTrue(refused.getMessage().contains("fields.csv"), refused.getMessage());
  }
}
