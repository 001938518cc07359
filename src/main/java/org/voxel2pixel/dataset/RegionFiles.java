// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;

/**
 * Which regions there are, by the names of files or by tables, before any image is read:
 *
 * <ul>
 *   <li>{@code ..._label-V1_..._mask.nii.gz}: region V1, the two {@code hemi-} together;
 *   <li>{@code sub-01_mask_LH_V1d.nii.gz} (ds001506): region V1d, both hemispheres together;
 *   <li>{@code ..._dseg.nii.gz} with {@code ..._dseg.tsv} (index, name) beside it: a region a
 *       label;
 *   <li>one mask of any name: a region of that name;
 *   <li>a table with columns {@code file} and {@code roi}, and perhaps {@code label} (that label
 *       alone) or {@code threshold} (values of at least that): a line a region or a part of one.
 * </ul>
 */
final class RegionFiles {
  private static final Pattern IMAGE = Pattern.compile("(.*)\\.nii(\\.gz)?");
  private static final Pattern SIDED =
      Pattern.compile("(?:.*_)?mask_(?:([LR]H|[lr]h|[LR])_)?([A-Za-z0-9-]+)");

  private final Findings findings;
  private final List<RegionSource> sources = new ArrayList<>();
  private final List<Path> tables = new ArrayList<>();

  /** By region and hemisphere, the one image that may stand for it. */
  private final Map<String, Path> images = new HashMap<>();

  private boolean refused;

  private RegionFiles(Findings findings) {
    this.findings = findings;
  }

  /**
   * Lists the regions of a folder, an image or a table.
   *
   * @throws BadInputException if there is nothing to list
   */
  static RegionFiles of(Path masks, Findings findings) {
    RegionFiles regions = new RegionFiles(findings);
    if (Files.isDirectory(masks)) regions.addFolder(masks);
    else if (masks.toString().endsWith(".tsv")) regions.addTable(masks);
    else if (Files.exists(masks)) regions.addImage(masks);
    if (regions.sources.isEmpty() && !regions.refused) throw none(masks);
    return regions;
  }

  private static BadInputException none(Path masks) {
    return new BadInputException(
        masks,
        "masks named like sub-01_label-V1_mask.nii.gz, or labels like sub-01_dseg.nii.gz",
        "none",
        "put a mask for each region there, or name their folder, file or table as masks=[...]");
  }

  /** In natural order of files, or in the table's order. */
  List<RegionSource> sources() {
    return sources;
  }

  /** Tables that decided what the regions are. */
  List<Path> tables() {
    return tables;
  }

  private void addFolder(Path folder) {
    List<String> unread = new ArrayList<>();
    for (Path file : FolderListing.of(folder)) {
      Matcher image = IMAGE.matcher(file.getFileName().toString());
      if (!image.matches()) continue;
      String stem = image.group(1);
      Matcher sided = SIDED.matcher(stem);
      if (isCalled(stem, "dseg")) {
        attempt(() -> addLabels(file));
      } else if (isCalled(stem, "mask")) {
        attempt(() -> addMask(file));
      } else if (sided.matches()) {
        String side = sided.group(1) == null ? "" : sided.group(1).toUpperCase(Locale.ROOT);
        attempt(() -> add(file, sided.group(2), side));
      } else {
        unread.add(file.getFileName().toString());
      }
    }
    if (!unread.isEmpty()) {
      findings.info(folder, "not masks by their names, not read: " + String.join(", ", unread));
    }
  }

  private void attempt(Runnable adding) {
    refused |= !findings.passes(adding);
  }

  private static boolean isCalled(String stem, String suffix) {
    return stem.equals(suffix) || stem.endsWith("_" + suffix);
  }

  private void addMask(Path file) {
    BidsName name = BidsName.of(file);
    String label =
        name.entity("label")
            .orElseThrow(
                () ->
                    new BadInputException(
                        file,
                        "a name like sub-01_label-V1_mask.nii.gz",
                        "no label",
                        "rename it, or list the masks in a table (masks=[... .tsv], columns file,"
                            + " roi)"));
    add(file, label, name.entity("hemi").orElse(""));
  }

  private void add(Path file, String roi, String hemisphere) {
    Path other = images.putIfAbsent(roi + " " + hemisphere, file);
    if (other != null) {
      throw new BadInputException(
          file,
          "one mask for each region and hemisphere",
          "another of " + roi + ", " + other.getFileName(),
          "keep one in the folder, or list those to use in a table (masks=[... .tsv], columns"
              + " file, roi)");
    }
    sources.add(new RegionSource(roi, file, new RegionSource.NotZero()));
  }

  /** A file that the user names: its region's name may be the file's. */
  private void addImage(Path file) {
    Matcher image = IMAGE.matcher(file.getFileName().toString());
    String stem = image.matches() ? image.group(1) : file.getFileName().toString();
    if (isCalled(stem, "dseg") || Files.exists(lookup(file))) {
      addLabels(file);
      return;
    }
    Matcher sided = SIDED.matcher(stem);
    String roi = BidsName.of(file).entity("label").orElse(sided.matches() ? sided.group(2) : stem);
    add(file, RegionTable.requireName(file, roi), "");
  }

  private void addLabels(Path file) {
    Path lookup = lookup(file);
    if (!Files.exists(lookup)) {
      throw new BadInputException(
          file,
          "the names of its labels in " + lookup.getFileName() + " beside it",
          "no such file",
          "write that table, with columns index and name");
    }
    tables.add(lookup);
    sources.addAll(RegionTable.labels(lookup, file));
  }

  private static Path lookup(Path file) {
    String name = file.getFileName().toString();
    Matcher image = IMAGE.matcher(name);
    return file.resolveSibling((image.matches() ? image.group(1) : name) + ".tsv");
  }

  private void addTable(Path table) {
    tables.add(table);
    sources.addAll(RegionTable.list(table, findings));
  }
}
