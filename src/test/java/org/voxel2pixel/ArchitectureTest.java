// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps the arrows between packages: who may import whom. */
class ArchitectureTest {
  private static final String ROOT = "org.voxel2pixel";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Each package and the packages of ours that it may import (the root's vocabulary always). */
  private static final Map<String, List<String>> ARROWS = arrows();

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    arrows.put("nifti", List.of());
    arrows.put("signal", List.of());
    arrows.put("visualfield", List.of("signal"));
    arrows.put("projection", List.of("visualfield"));
    arrows.put("stimulus", List.of());
    arrows.put("dataset", List.of("nifti", "signal", "visualfield", "projection", "stimulus"));
    arrows.put("evaluation", List.of());
    arrows.put(
        "synthetic",
        List.of(
            "nifti", "signal", "visualfield", "projection", "stimulus", "dataset", "evaluation"));
    arrows.put("nn", List.of());
    arrows.put(
        "model",
        List.of("nn", "dataset", "projection", "nifti", "signal", "visualfield", "stimulus"));
    arrows.put(
        "training",
        List.of(
            "model", "nn", "dataset", "projection", "nifti", "signal", "visualfield", "stimulus"));
    arrows.put(
        "engine",
        List.of(
            "training",
            "model",
            "nn",
            "dataset",
            "projection",
            "nifti",
            "signal",
            "visualfield",
            "stimulus"));
    arrows.put(
        "command",
        List.of(
            "nifti",
            "signal",
            "visualfield",
            "projection",
            "stimulus",
            "dataset",
            "evaluation",
            "synthetic",
            "engine",
            "imagej"));
    arrows.put("imagej", List.of());
    return arrows;
  }

  @Test
  void eachPackageImportsOnlyThePackagesThatItMay() {
    for (String from : ARROWS.keySet()) {
      String[] forbidden =
          ARROWS.keySet().stream()
              .filter(to -> !to.equals(from) && !ARROWS.get(from).contains(to))
              .map(to -> ROOT + "." + to + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + from + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void everyPackageHasItsPlaceInTheArrows() {
    String[] known =
        ARROWS.keySet().stream().map(p -> ROOT + "." + p + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(known)
        .and()
        .resideOutsideOfPackage(ROOT)
        .should()
        .resideInAPackage(ROOT + "..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void theRootVocabularyImportsNoneOfItsPackages() {
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ARROWS.keySet().stream().map(p -> ROOT + "." + p + "..").toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void tensorFlowStaysInNnModelTrainingAndEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".nn..", ROOT + ".model..", ROOT + ".training..", ROOT + ".engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tensorflow..", "org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void imageJAndSciJavaStayInCommandAndImagej() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".command..", ROOT + ".imagej..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ij..", "org.scijava..", "net.imagej..")
        .check(CLASSES);
  }
}
