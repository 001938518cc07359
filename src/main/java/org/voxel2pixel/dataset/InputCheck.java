// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Finding.Level;

/**
 * Whether the files of a study fit together. Reads every small file and every header, and of the
 * volumes a few of one run, to tell the time; everything that is wrong is found at once, and
 * nothing is thrown for a user's mistake.
 */
public final class InputCheck {
  private final InputSource source;
  private final PreparationSettings settings;
  private final List<Finding> findings;
  private final Optional<InputPlan> plan;

  private InputCheck(
      InputSource source,
      PreparationSettings settings,
      List<Finding> findings,
      Optional<InputPlan> plan) {
    this.source = source;
    this.settings = settings;
    this.findings = findings;
    this.plan = plan;
  }

  /**
   * Checks a study.
   *
   * @throws org.voxel2pixel.CancelledException if {@code progress} says so
   */
  public static InputCheck of(InputSource source, PreparationSettings settings, Progress progress) {
    Findings findings = new Findings();
    Optional<InputPlan> plan = new StudyCheck(source, settings, findings, progress).plan();
    return new InputCheck(source, settings, findings.all(), plan);
  }

  /** STOPs, then WARNs, then INFOs. */
  public List<Finding> findings() {
    return findings;
  }

  /** Whether there is no STOP. */
  public boolean isSound() {
    return findings.stream().noneMatch(finding -> finding.level() == Level.STOP);
  }

  /**
   * What a preparation will do.
   *
   * @throws BadInputException with the first STOP and the number of others, if there is one
   */
  public InputPlan plan() {
    if (isSound()) {
      return plan.orElseThrow(() -> new IllegalStateException("sound, but without a plan"));
    }
    Finding first = findings.get(0);
    long more = findings.stream().filter(f -> f.level() == Level.STOP).count() - 1;
    String others = more == 0 ? "" : " (" + more + " more: run Check Inputs... to see them)";
    throw new BadInputException(
        first.what(), first.expected(), first.found(), first.remedy() + others);
  }

  /** For machines: the settings, the findings, and for a sound study what it will take. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("study", source.study().toString());
    json.addProperty("sound", isSound());
    JsonObject parameters = new JsonObject();
    settings.toParameters().forEach(parameters::addProperty);
    json.add("settings", parameters);
    JsonArray list = new JsonArray();
    for (Finding finding : findings) list.add(json(finding));
    json.add("findings", list);
    if (isSound()) json.add("plan", json(plan()));
    return json;
  }

  private static JsonObject json(Finding finding) {
    JsonObject json = new JsonObject();
    json.addProperty("level", finding.level().name());
    json.addProperty("what", finding.what());
    json.addProperty("expected", finding.expected());
    json.addProperty("found", finding.found());
    json.addProperty("remedy", finding.remedy());
    return json;
  }

  private static JsonObject json(InputPlan plan) {
    JsonObject json = new JsonObject();
    json.addProperty("summary", plan.summary());
    json.addProperty("samples", plan.sampleCount());
    json.addProperty("voxels", plan.voxels().count());
    json.addProperty("trSec", plan.trSec());
    json.addProperty("memoryBytesWithOneThread", plan.memoryBytes(1));
    json.addProperty("diskBytes", plan.diskBytes());
    json.addProperty("secondsWithOneThread", plan.seconds(1));
    JsonObject regions = new JsonObject();
    plan.voxels().countOfRoi().forEach(regions::addProperty);
    json.add("regions", regions);
    JsonArray runs = new JsonArray();
    for (CheckedRun run : plan.runs()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", run.name());
      entry.addProperty("split", run.split().label());
      entry.addProperty("volumes", run.volumeCount());
      entry.addProperty("events", run.events().size());
      runs.add(entry);
    }
    json.add("runs", runs);
    return json;
  }

  /** A finding's text with its paths told from the study's root, for a narrow column. */
  public String shortened(String text) {
    return new StudyPaths(source.study().getParent(), source).inText(text);
  }

  /** For people: a line a finding, the gravest first. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(finding.level()).append("  ").append(finding.sentence()).append('\n');
    }
    return text.toString();
  }
}
