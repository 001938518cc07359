// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.imagej.one.MacroEnd;

class CommandInMacroTest {
  private static final String DEFAULTS = "2.0|10|42|lasso|false|true||-|-";

  private static String every(String options) {
    return "run(\"Every Input...\", \"" + options + "\");\n";
  }

  private static String trouble(String kind) {
    return "newImage(\"run\", \"8-bit\", 4, 4, 1);\n"
        + "run(\"Trouble...\", \"kind=["
        + kind
        + "] model=m.pb\");\n";
  }

  private static final String TITLE = "return getTitle();";

  @Test
  void everyKindOfInputIsRead() {
    String options =
        "voxelSize=3.25 steps=7 seed=9000000000 method=[ridge regression] verbose"
            + " normalise=false subject=[sub 01] folder=[/data/my dir] image=[first img]";
    assertEquals(
        "3.25|7|9000000000|ridge regression|true|false|sub 01|/data/my dir|first img",
        MacroRunner.value(
            "newImage(\"first img\", \"8-bit\", 4, 4, 1); newImage(\"b\", \"8-bit\", 4, 4, 1);\n"
                + every(options)
                + TITLE));
  }

  @Test
  void keysLeftOutTakeTheirDeclaredDefaultsNotTheLastValues() {
    assertEquals(
        DEFAULTS,
        MacroRunner.value(every("voxelsize=9 verbose steps=3") + closeAll() + every("") + TITLE));
    assertEquals(DEFAULTS, MacroRunner.value("run(\"Every Input...\");" + TITLE));
  }

  private static String closeAll() {
    return "while (nImages > 0) close();\n";
  }

  @Test
  void aLoneImageInputIsTheActiveImage() {
    String two = "newImage(\"a\", \"8-bit\", 4, 4, 1); newImage(\"b\", \"8-bit\", 4, 4, 1);\n";
    assertTrue(MacroRunner.value(two + every("") + TITLE).endsWith("|b"));
    assertTrue(MacroRunner.value(two + "selectImage(\"a\");" + every("") + TITLE).endsWith("|a"));
    assertTrue(
        MacroRunner.value(
                two
                    + "id = getImageID(); selectImage(\"a\");"
                    + "run(\"Every Input...\", \"image=\" + id);"
                    + TITLE)
            .endsWith("|b"));
  }

  @Test
  void aRequiredImageThatIsNotThereStopsTheMacro() {
    assertEquals(
        "There is no image open; open the fMRI image first.",
        MacroRunner.refusal("run(\"Trouble...\", \"kind=image model=m.pb\");"));
  }

  @Test
  void aRequiredFileLeftOutStopsTheMacro() {
    assertEquals(
        "option model: expected a file, found nothing; add model=[...] to the command's options.",
        MacroRunner.refusal("run(\"Trouble...\", \"kind=image\");"));
  }

  @Test
  void theImageMadeIsActiveAndTheTableIsTheResults() {
    String macro =
        "newImage(\"old\", \"8-bit\", 9, 9, 1);\n"
            + every("voxelsize=3.5")
            + "return \"\" + getWidth() + \" \" + nImages + \" \" + getResult(\"r\", 0);";
    assertEquals("4 2 3.5", MacroRunner.value(macro));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "voxelsize=abc; option voxelsize: expected a number from 0.1 to 10.0, found \"abc\"",
        "voxelsize=999; option voxelsize: expected a number from 0.1 to 10.0, found \"999.0\"",
        "voxelsize=0x1; found \"0x1\"",
        "voxelsize=2d; found \"2d\"",
        "voxelsize=NaN; found \"NaN\"",
        "voxelsize=3,5; found \"3,5\"",
        "voxelsize=; found nothing",
        "voxelsize; found nothing",
        "steps=1.5; option steps: expected a whole number of at least 1, found \"1.5\"",
        "steps=0; found \"0\"",
        "steps=3000000000; found \"3000000000\"",
        "method=rigde; option method: expected one of lasso, ridge regression, found \"rigde\"",
        "method=Lasso; found \"Lasso\"",
        "verbose=maybe; option verbose: expected true or false, found \"maybe\"",
        "image=nothing; option image: expected the title or ID of an open image",
        "voxlsize=2; option voxlsize: expected one of the keys voxelsize, steps, seed, method,",
        "voxlsize=2; perhaps voxelsize is meant",
        "size=2; found an unknown key; a value with blanks goes in brackets",
        "header=x; found an unknown key",
        "folder=/a b; option b: ",
      })
  void aWrongOptionStopsTheMacroWithTheReason(String options, String reason) {
    String said = MacroRunner.refusal(every(options) + "exit(\"went on\");");
    assertTrue(said.contains(reason), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tmp/a b",
        "/tmp/[x]",
        "/tmp/a [x] b",
        "/tmp/(x)",
        "/tmp/it's",
        "/tmp/ä ö",
        "/tmp/日本"
      })
  void aPathInBracketsArrivesAsItIsUnlessTheSystemCannotNameIt(String path) {
    String macro = every("folder=[" + path + "]") + TITLE;
    if (canName(path)) {
      assertEquals(DEFAULTS.replace("|-|-", "|" + path + "|-"), MacroRunner.value(macro));
    } else {
      String reason = MacroRunner.refusal(macro);
      assertTrue(reason.contains("LC_ALL=C.UTF-8"), reason);
    }
  }

  private static boolean canName(String path) {
    try {
      return Path.of(path).toString().equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Test
  void aPathInQuotesMayHoldAnyBracket() {
    String macro = every("folder='/tmp/a ] b'") + TITLE;
    assertEquals(DEFAULTS.replace("|-|-", "|/tmp/a ] b|-"), MacroRunner.value(macro));
  }

  @Test
  void aLongPathArrivesWhole() {
    String path = "/tmp/" + "long name/".repeat(40) + "end";
    assertTrue(MacroRunner.value(every("folder=[" + path + "]") + TITLE).contains(path));
  }

  @Test
  void aRelativePathStartsAtTheWorkingDirectory() {
    String here = Path.of("").toAbsolutePath().toString();
    assertTrue(MacroRunner.value(every("folder=runs/a") + TITLE).contains("|" + here + "/runs/a|"));
  }

  @Test
  void booleansAreWordsOrNumbersOrTrueAndFalse() {
    for (String given : new String[] {"verbose", "verbose=true", "verbose=1", "Verbose=TRUE"}) {
      assertTrue(MacroRunner.value(every(given) + TITLE).contains("|true|true|"), given);
    }
    String variable = "flag = false; run(\"Every Input...\", \"normalise=\" + flag);" + TITLE;
    assertTrue(MacroRunner.value(variable).contains("|false|false|"));
  }

  @Test
  void wholeNumbersMayComeAsAMacroWritesThem() {
    String macro =
        "n = 4; run(\"Every Input...\", \"steps=\" + d2s(n, 1) + \" seed=1e6\");" + TITLE;
    assertTrue(MacroRunner.value(macro).startsWith("2.0|4|1000000|"));
  }

  @Test
  void turkishLettersDoNotChangeKeysOrNumbers() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertEquals(
          "1.5|10|42|lasso|false|false||-|-",
          MacroRunner.value(every("VOXELSIZE=1.5 NORMALISE=FALSE") + TITLE));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theReasonOfTheCommandItselfStopsTheMacro() {
    assertEquals(
        "subject: expected a known one, found nobody; name another.",
        MacroRunner.refusal(every("subject=nobody") + "newImage(\"x\", \"8-bit\", 1, 1, 1);"));
  }

  @Test
  void anUnknownCommandStopsTheMacro() {
    assertEquals(
        "Macro Error: Unrecognized command: \"Nonsense...\" in line 2: run ( \"Nonsense...\" <)> ;",
        MacroRunner.refusal("a = 1;\nrun(\"Nonsense...\");\nrun(\"Every Input...\");"));
  }

  @Test
  void aDefectStopsTheMacroAndIsHandedOn() {
    MacroEnd end = MacroRunner.run(trouble("defect") + "return \"went on\";");
    assertEquals(Ending.DEFECT, end.ending());
    assertInstanceOf(IllegalStateException.class, end.defect().orElseThrow());
    assertTrue(end.reason().contains("a bolt is loose"), end.reason());
  }

  @Test
  void beingStoppedIsNoError() {
    MacroEnd end = MacroRunner.run(trouble("cancelled") + "return \"went on\";");
    assertEquals(Ending.CANCELLED, end.ending());
    assertEquals("nothing kept", end.reason());
    assertEquals(Ending.RESUMABLE, MacroRunner.run(trouble("resumable")).ending());
  }

  @Test
  void afterAFailedItemTheMacroGoesOn() {
    MacroEnd end = MacroRunner.run(trouble("failed item") + every("subject=nobody"));
    assertEquals(Ending.BAD_INPUT, end.ending());
    MacroEnd onlyItem = MacroRunner.run(trouble("failed item") + every(""));
    assertEquals(Ending.SOME_FAILED, onlyItem.ending());
    assertEquals("1 failed: sub-02", onlyItem.reason());
  }

  @Test
  void aMacroAfterAStoppedOneStartsAfresh() {
    MacroRunner.run(trouble("defect"));
    assertEquals(DEFAULTS, MacroRunner.value(every("") + TITLE));
  }
}
