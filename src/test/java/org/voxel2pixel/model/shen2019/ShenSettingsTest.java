// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.SettingsJson;

class ShenSettingsTest {
  private static final String QUICK =
      "{'preset':'quick','imagePx':64,'cropPx':58,'meanBgr':[104.0,117.0,123.0],"
          + "'denseWidths':[256,256,1024],'firstMapPx':4,'generatorFilters':[64,64,48,32,3],"
          + "'generatorStrides':[2,1,2,2,2],'leakSlope':0.3,'denseCoefficient':1.0,"
          + "'doublingCoefficient':1.8,'refiningCoefficient':0.9,"
          + "'discriminatorFilters':[16,32,64],'discriminatorKernels':[5,3,3],"
          + "'discriminatorStrides':[2,2,2],'discriminatorCoefficients':[0.1,1.0,1.0],"
          + "'discriminatorWidth':64,'discriminatorDenseCoefficient':0.1,'dropoutRate':0.5,"
          + "'imageWeight':3.0E-5,'featureWeight':5.0,'adversarialWeight':4.0,"
          + "'discriminatorWeight':100.0,'comparator':'gabor:scale0/energy,scale1/energy,scale2/energy','weights':'','learningRate':5.0E-4,"
          + "'rateHalvings':[500,750],'beta1':0.9,'beta2':0.999,'adamEpsilon':1.0E-8,"
          + "'weightDecay':4.0E-4,'balance':'PAPER','balanceThresholds':[0.1],"
          + "'batchSize':32,'steps':1000}";

  @Test
  void theReleasedPresetHasTheValuesOfTheAuthorsCode() {
    assertEquals(
        fullSize("released", "[300000,500000,700000,900000,1100000]", "RELEASED", "[0.1,0.5,10.0]"),
        SettingsJson.of(ShenSettings.named("released")).toString());
  }

  @Test
  void thePaperPresetDiffersInTheStepSizeAndTheBalanceAlone() {
    assertEquals(
        fullSize("paper", "[]", "PAPER", "[0.1]"),
        SettingsJson.of(ShenSettings.named("paper")).toString());
  }

  private static String fullSize(
      String preset, String rateHalvings, String balance, String thresholds) {
    return "{'preset':'%s','imagePx':248,'cropPx':227,'meanBgr':[104.0,117.0,123.0],"
            .formatted(preset)
            .replace('\'', '"')
        + ("'denseWidths':[4096,4096,4096],'firstMapPx':4,"
                + "'generatorFilters':[256,512,256,256,128,128,64,32,3],"
                + "'generatorStrides':[2,1,2,1,2,1,2,2,2],'leakSlope':0.3,"
                + "'denseCoefficient':1.0,'doublingCoefficient':1.8,'refiningCoefficient':0.9,"
                + "'discriminatorFilters':[32,64,128,256,256],"
                + "'discriminatorKernels':[7,5,3,3,3],'discriminatorStrides':[4,1,2,1,2],"
                + "'discriminatorCoefficients':[0.1,1.0,1.0,1.0,1.0],'discriminatorWidth':256,"
                + "'discriminatorDenseCoefficient':0.1,'dropoutRate':0.5,'imageWeight':2.0E-6,"
                + "'featureWeight':0.01,'adversarialWeight':100.0,'discriminatorWeight':100.0,"
                + "'comparator':'gabor','weights':'','learningRate':2.0E-4,'rateHalvings':%s,'beta1':0.9,"
                + "'beta2':0.999,'adamEpsilon':1.0E-8,'weightDecay':4.0E-4,'balance':'%s',"
                + "'balanceThresholds':%s,'batchSize':64,'steps':500000}")
            .formatted(rateHalvings, balance, thresholds)
            .replace('\'', '"');
  }

  @Test
  void theQuickPresetIsFrozen() {
    assertEquals(QUICK.replace('\'', '"'), SettingsJson.of(ShenSettings.named("quick")).toString());
  }

  @Test
  void eachPresetCarriesItsName() {
    for (String preset : ShenSettings.PRESETS) {
      assertEquals(preset, ShenSettings.named(preset).preset());
    }
    assertThrows(BadInputException.class, () -> ShenSettings.named("slow"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2e-4",
    "299999, 2e-4",
    "300000, 1e-4",
    "499999, 1e-4",
    "500000, 5e-5",
    "700000, 2.5e-5",
    "900000, 1.25e-5",
    "1100000, 6.25e-6"
  })
  void theReleasedStepSizeIsHalvedFiveTimes(long updates, double rate) {
    assertEquals(rate, ShenSettings.named("released").learningRateAt(updates), 1e-15);
  }

  @Test
  void thePapersStepSizeNeverFalls() {
    assertEquals(2e-4, ShenSettings.named("paper").learningRateAt(2_000_000));
  }

  @Test
  void everyKindOfValueCanBeOverridden() {
    ShenSettings settings =
        with(
            "generatorFilters=[8,8,3] generatorStrides=[2,2,2] firstMapPx=8 denseWidths=[128]"
                + " balance=RELEASED balanceThresholds=[0.2,0.3,4] rateHalvings=[100,200] steps=7"
                + " comparator=other meanBgr=[1,2,3.5]");
    assertEquals(List.of(8, 8, 3), settings.generatorFilters());
    assertEquals(64, settings.generatedPx());
    assertEquals(2, settings.firstMapChannels());
    assertEquals(BalanceRule.RELEASED, settings.balance());
    assertEquals(List.of(0.2, 0.3, 4.0), settings.balanceThresholds());
    assertEquals(List.of(100, 200), settings.rateHalvings());
    assertEquals("other", settings.comparator());
    assertEquals(List.of(1.0, 2.0, 3.5), settings.meanBgr());
    assertEquals(7, settings.steps());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cropPx=65 | cropPx",
        "cropPx=0 | cropPx",
        "meanBgr=[1,2] | meanBgr",
        "meanBgr=[1,2,256] | meanBgr",
        "denseWidths=[10,1000] | denseWidths",
        "denseWidths=[] | denseWidths",
        "firstMapPx=0 | firstMapPx",
        "generatorFilters=[64,64,48,32,4] | generatorFilters",
        "generatorStrides=[2,1,2,2] | generatorStrides",
        "generatorStrides=[2,1,2,2,3] | generatorStrides",
        "generatorStrides=[2,1,2,2,1] | generatorStrides",
        "discriminatorKernels=[59,3,3] | discriminatorKernels",
        "discriminatorKernels=[5,28,3] | discriminatorKernels",
        "discriminatorKernels=[5,3] | discriminatorKernels",
        "discriminatorStrides=[2,2,0] | discriminatorStrides",
        "discriminatorCoefficients=[0.1,1] | discriminatorCoefficients",
        "discriminatorCoefficients=[0.1,1,0] | discriminatorCoefficients",
        "dropoutRate=1 | dropoutRate",
        "leakSlope=1 | leakSlope",
        "imageWeight=-1 | imageWeight",
        "weightDecay=-1 | weightDecay",
        "learningRate=0 | learningRate",
        "rateHalvings=[200,100] | rateHalvings",
        "balance=BOTH | override balance",
        "balance=RELEASED | balanceThresholds",
        "balance=RELEASED balanceThresholds=[0.5,0.1,10] | balanceThresholds",
        "balanceThresholds=[0.1,0.5,10] | balanceThresholds",
        "batchSize=0 | batchSize",
        "steps=0 | steps",
        "steps=16777217 | steps"
      })
  void aValueThatCannotBeIsRefusedByItsName(String override, String name) {
    BadInputException refused = assertThrows(BadInputException.class, () -> with(override));
    assertTrue(refused.getMessage().startsWith(name + ":"), refused.getMessage());
  }

  private static ShenSettings with(String overrides) {
    return SettingsJson.override(ShenSettings.named("quick"), SettingsJson.parsePairs(overrides));
  }
}
