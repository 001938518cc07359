// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;

class SettingsJsonTest {

  @Test
  void oneValueIsReplacedAndTheOthersStay() {
    Brain2PixSettings settings = override("epochs=3 generatorFilters=[8,16] learningRate=5e-4");
    assertEquals(3, settings.epochs());
    assertEquals(List.of(8, 16), settings.generatorFilters());
    assertEquals(5e-4, settings.learningRate());
    assertEquals(Brain2PixSettings.quick().batchSize(), settings.batchSize());
  }

  @Test
  void jsonHoldsEveryValueAndReadsBackEqual() {
    Brain2PixSettings released = Brain2PixSettings.released();
    assertEquals(
        released,
        SettingsJson.read(SettingsJson.of(released), Brain2PixSettings.class, "config.json"));
    assertEquals(
        Brain2PixSettings.class.getRecordComponents().length, SettingsJson.of(released).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch=3 | epochs",
        "epochs=many | a number",
        "generatorFilters=64 | a list",
        "learningRate=-1 | > 0",
        "learningRate=0,001 | a number",
        "epochs=0 | >= 1",
        "epochs | name=value",
        "epochs=1 epochs=2 | each name once",
        "generatorFilters=[8] | at least 2",
      })
  void aWrongOverrideIsRefusedWithWhatIsExpected(String text, String expected) {
    BadInputException e = assertThrows(BadInputException.class, () -> override(text));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  private static Brain2PixSettings override(String text) {
    return SettingsJson.override(Brain2PixSettings.quick(), SettingsJson.parsePairs(text));
  }
}
