// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import com.google.gson.JsonObject;
import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.Finding;
import org.voxel2pixel.dataset.InputCheck;
import org.voxel2pixel.dataset.InputPlan;
import org.voxel2pixel.dataset.InputSource;
import org.voxel2pixel.dataset.JsonFile;
import org.voxel2pixel.dataset.PreparationSettings;

/**
 * Tells whether the files of a study fit together, before anything is prepared: a table of all that
 * was found, and what a preparation would take.
 */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Check Inputs...", headless = true)
public final class CheckInputs extends PreparationCommand {
  private static final String TITLE = "Check Inputs";

  @Parameter(
      label = "Report (JSON)",
      style = "save",
      required = false,
      persist = false,
      description = "File to write; or nothing")
  private File report;

  @Parameter(
      label = "If the report exists",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Override
  protected void execute(Progress progress) {
    if (report != null) requireFree(report.toPath());
    InputSource source = source();
    PreparationSettings settings = settings();
    InputCheck check = InputCheck.of(source, settings, progress);
    show(check);
    if (report != null) write(check, report.toPath());
    InputPlan plan = check.plan();
    IJ.log("everything fits: " + plan.summary());
    IJ.log(plan.needs(threads()));
  }

  private void requireFree(Path file) {
    if (!Files.exists(file) || ifExists.equals(OutputFolder.REPLACE)) return;
    throw new BadInputException(
        file, "no such file yet", "a file", "choose another name, or ifexists=replace");
  }

  private void write(InputCheck check, Path file) {
    JsonObject json = CommandProvenance.of(this, 0).toJson();
    json.add("check", check.toJson());
    WholeFile.writeText(file, JsonFile.toText(json));
  }

  private static void show(InputCheck check) {
    if (GraphicsEnvironment.isHeadless()) {
      check.toText().lines().forEach(IJ::log);
      return;
    }
    ResultsTable table = new ResultsTable();
    for (Finding finding : check.findings()) {
      table.addRow();
      table.addValue("level", finding.level().name());
      table.addValue("what", check.shortened(finding.what()));
      table.addValue("expected", check.shortened(finding.expected()));
      table.addValue("found", check.shortened(finding.found()));
      table.addValue("what to do", finding.remedy());
    }
    table.show(TITLE);
  }
}
