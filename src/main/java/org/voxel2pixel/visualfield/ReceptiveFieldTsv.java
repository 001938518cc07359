// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;

/** Reads and writes the file described at {@link ReceptiveFieldTable}; one reader, one file. */
final class ReceptiveFieldTsv {
  private static final List<String> FIELD = List.of("x_deg", "y_deg", "sigma_deg", "r2");
  private static final List<String> DETAIL =
      List.of("gain", "exponent", "fit_r2", "held_out_r"); // of FitDetail, in its order
  private static final List<String> SITE = List.of("i", "j", "k", "roi");
  private static final String ABSENT = "n/a";
  private static final String NUMPYS_ABSENT = "nan"; // pandas and numpy write it, in any case
  private static final String PREFIX = "rf_"; // of these columns in a dataset's voxels.tsv
  private static final String FOUR_ABSENT = String.join("\t", ABSENT, ABSENT, ABSENT, ABSENT);
  // Double.parseDouble alone also takes NaN, Infinity, hexadecimals, a trailing d and blanks.
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private final Path file;
  private final List<String> header;
  private final boolean hasDetail;
  private double largestR2;
  private int droppedCount;

  private ReceptiveFieldTsv(Path file, List<String> header) {
    this.file = file;
    this.header = header;
    this.hasDetail = header.contains(DETAIL.get(0));
  }

  static ReceptiveFieldTable read(Path file) {
    List<String> lines = lines(file);
    ReceptiveFieldTsv reader = new ReceptiveFieldTsv(file, header(file, lines.get(0)));
    return reader.table(lines);
  }

  private ReceptiveFieldTable table(List<String> lines) {
    int voxelCount = lines.size() - 1;
    List<Optional<FittedField>> fields = new ArrayList<>();
    VoxelSite[] sites = new VoxelSite[voxelCount];
    int[] lineOfVoxel = new int[voxelCount];
    for (int v = 0; v < voxelCount; v++) fields.add(Optional.empty());
    List<Map<String, String>> rows = new ArrayList<>();
    for (int n = 2; n <= lines.size(); n++) rows.add(cells(n, lines.get(n - 1)));
    requireShare(rows);
    boolean hasSites =
        header.contains("roi") && !rows.stream().allMatch(ReceptiveFieldTsv::isPlaceless);
    for (int n = 2; n <= lines.size(); n++) {
      Map<String, String> row = rows.get(n - 2);
      int voxel = whole(n, row, "index");
      if (voxel >= voxelCount) {
        throw bad(
            n,
            "index from 0 to " + (voxelCount - 1) + ", one line a voxel",
            "index " + voxel,
            "give every voxel its line, with n/a where it has no field");
      }
      if (lineOfVoxel[voxel] != 0) {
        throw bad(
            n,
            "one line a voxel",
            "index " + voxel + " again, as in line " + lineOfVoxel[voxel],
            "delete one of the two");
      }
      lineOfVoxel[voxel] = n;
      fields.set(voxel, field(n, row));
      if (hasSites) sites[voxel] = site(n, row);
    }
    return new ReceptiveFieldTable(
        file.toString(), fields, hasSites ? Arrays.asList(sites) : List.of(), droppedCount);
  }

  /** Looks at r2 as a whole first: one value above 1 says that all of them are percents. */
  private void requireShare(List<Map<String, String>> rows) {
    int line = 0;
    for (int n = 2; n <= rows.size() + 1; n++) {
      Map<String, String> row = rows.get(n - 2);
      if (row.get("r2").equals(ABSENT)) continue;
      double r2 = decimal(n, row, "r2");
      if (r2 > largestR2) {
        largestR2 = r2;
        line = n;
      }
    }
    if (largestR2 > 1) {
      throw bad(
          line,
          "r2 from 0 to 1",
          "R² up to " + largestR2 + ": percent?",
          "divide the column by 100");
    }
  }

  private Optional<FittedField> field(int line, Map<String, String> row) {
    long absent = FIELD.stream().filter(column -> row.get(column).equals(ABSENT)).count();
    if (absent == FIELD.size()) {
      requireNoDetail(line, row);
      return Optional.empty();
    }
    if (absent > 0) {
      throw bad(
          line,
          "x_deg, y_deg, sigma_deg and r2 all given or all n/a",
          absent + " of the four n/a",
          "complete the line, or write n/a four times");
    }
    double sigmaDeg = decimal(line, row, "sigma_deg");
    double r2 = decimal(line, row, "r2");
    if (r2 < 0) {
      throw bad(line, "r2 from 0 to 1", "r2 " + r2, "write n/a four times where the fit failed");
    }
    double xDeg = decimal(line, row, "x_deg");
    double yDeg = decimal(line, row, "y_deg");
    if (sigmaDeg <= 0) {
      droppedCount++;
      return Optional.empty();
    }
    ReceptiveField field = new ReceptiveField(xDeg, yDeg, sigmaDeg);
    return Optional.of(new FittedField(field, r2, detail(line, row)));
  }

  private FitDetail detail(int line, Map<String, String> row) {
    if (!hasDetail) return FitDetail.NONE;
    OptionalDouble[] values = new OptionalDouble[DETAIL.size()];
    for (int c = 0; c < values.length; c++) {
      boolean absent = row.get(DETAIL.get(c)).equals(ABSENT);
      values[c] =
          absent ? OptionalDouble.empty() : OptionalDouble.of(decimal(line, row, DETAIL.get(c)));
    }
    try {
      return new FitDetail(values[0], values[1], values[2], values[3]);
    } catch (IllegalArgumentException e) {
      throw bad(line, String.join(", ", DETAIL) + " in their ranges", e.getMessage(), "correct it");
    }
  }

  private void requireNoDetail(int line, Map<String, String> row) {
    if (!hasDetail) return;
    for (String column : DETAIL) {
      if (row.get(column).equals(ABSENT)) continue;
      throw bad(
          line,
          column + " n/a where there is no field",
          "'" + row.get(column) + "'",
          "complete the line, or write n/a eight times");
    }
  }

  /** As voxels of a source that told no places. */
  private static boolean isPlaceless(Map<String, String> row) {
    return SITE.subList(0, 3).stream().allMatch(column -> row.get(column).equals(ABSENT));
  }

  private VoxelSite site(int line, Map<String, String> row) {
    String roi = row.get("roi");
    if (roi.isBlank()) throw bad(line, "a region's name in column roi", "nothing", "write one");
    return new VoxelSite(whole(line, row, "i"), whole(line, row, "j"), whole(line, row, "k"), roi);
  }

  private Map<String, String> cells(int line, String text) {
    String[] cells = text.split("\t", -1);
    if (cells.length != header.size()) {
      throw bad(
          line,
          header.size() + " values separated by tabs, as in the header",
          text.isEmpty() ? "an empty line" : cells.length + " values",
          "correct the line");
    }
    Map<String, String> row = new HashMap<>();
    for (int c = 0; c < cells.length; c++) {
      boolean isAbsent = !header.get(c).equals("roi") && cells[c].equalsIgnoreCase(NUMPYS_ABSENT);
      row.put(header.get(c), isAbsent ? ABSENT : cells[c]);
    }
    return row;
  }

  private double decimal(int line, Map<String, String> row, String column) {
    String text = row.get(column);
    double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (Double.isFinite(value)) return value;
    String remedy =
        text.contains(",") ? "write decimals with a point" : "write a number, or n/a for no field";
    throw bad(line, "a number in column " + column, "'" + text + "'", remedy);
  }

  private int whole(int line, Map<String, String> row, String column) {
    String text = row.get(column);
    if (WHOLE.matcher(text).matches()) return Integer.parseInt(text);
    throw bad(
        line,
        "a whole number from 0 in column " + column,
        "'" + text + "'",
        "write the voxel's number");
  }

  private BadInputException bad(int line, String expected, String found, String remedy) {
    return new BadInputException(file + ", line " + line, expected, found, remedy);
  }

  /** Names without the prefix that they have in voxels.tsv. */
  private static List<String> header(Path file, String line) {
    List<String> columns =
        Arrays.stream(line.split("\t", -1)).map(ReceptiveFieldTsv::withoutPrefix).toList();
    List<String> wanted = new ArrayList<>(List.of("index"));
    wanted.addAll(FIELD);
    if (DETAIL.stream().anyMatch(columns::contains)) wanted.addAll(DETAIL);
    if (SITE.stream().anyMatch(columns::contains)) wanted.addAll(SITE);
    List<String> missing = wanted.stream().filter(name -> !columns.contains(name)).toList();
    boolean asWanted = missing.isEmpty() && columns.size() == wanted.size();
    if (asWanted) return columns;
    throw new BadInputException(
        file + ", line 1",
        "the columns index, x_deg, y_deg, sigma_deg, r2, perhaps gain, exponent, fit_r2,"
            + " held_out_r and perhaps i, j, k, roi, separated by tabs",
        "'" + line.replace("\t", "<tab>") + "'",
        missing.isEmpty() ? "remove the other columns" : "add " + String.join(", ", missing));
  }

  private static String withoutPrefix(String column) {
    String name = column.startsWith(PREFIX) ? column.substring(PREFIX.length()) : column;
    return FIELD.contains(name) || DETAIL.contains(name) ? name : column;
  }

  /** The file's lines without line ends, at least the header. */
  private static List<String> lines(Path file) {
    String text;
    try {
      byte[] bytes = Files.readAllBytes(file);
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          file, "a table of receptive fields", "no such file", "check its name", e);
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          file, "text in UTF-8", "bytes that are not", "save the table as UTF-8 text", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
    if (text.startsWith("\uFEFF")) text = text.substring(1);
    List<String> lines = new ArrayList<>(List.of(text.split("\r?\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) lines.remove(lines.size() - 1);
    if (lines.size() < 2) {
      throw new BadInputException(
          file, "a header and a line for each voxel", lines.size() + " lines", "choose the table");
    }
    return lines;
  }

  static void write(ReceptiveFieldTable table, Path file) {
    boolean withSites = !table.sites().isEmpty();
    boolean withDetail = hasDetail(table);
    StringBuilder text = new StringBuilder("index\t").append(String.join("\t", FIELD));
    if (withDetail) text.append('\t').append(String.join("\t", DETAIL));
    if (withSites) text.append('\t').append(String.join("\t", SITE));
    text.append('\n');
    for (int voxel = 0; voxel < table.voxelCount(); voxel++) {
      Optional<FittedField> field = table.field(voxel);
      text.append(voxel).append('\t');
      text.append(field.map(ReceptiveFieldTsv::values).orElse(FOUR_ABSENT));
      if (withDetail) {
        text.append('\t');
        text.append(field.map(ReceptiveFieldTsv::detailValues).orElse(FOUR_ABSENT));
      }
      if (withSites) {
        VoxelSite at = table.sites().get(voxel);
        text.append('\t').append(at.i()).append('\t').append(at.j()).append('\t').append(at.k());
        text.append('\t').append(at.roi());
      }
      text.append('\n');
    }
    WholeFile.writeText(file, text.toString());
  }

  private static boolean hasDetail(ReceptiveFieldTable table) {
    for (int voxel = 0; voxel < table.voxelCount(); voxel++) {
      Optional<FittedField> field = table.field(voxel);
      if (field.isPresent() && !field.get().detail().equals(FitDetail.NONE)) return true;
    }
    return false;
  }

  private static String values(FittedField fitted) {
    ReceptiveField field = fitted.field();
    return field.xDeg() + "\t" + field.yDeg() + "\t" + field.sigmaDeg() + "\t" + fitted.r2();
  }

  private static String detailValues(FittedField fitted) {
    return fitted.detail().values().stream()
        .map(value -> value.isPresent() ? Double.toString(value.getAsDouble()) : ABSENT)
        .collect(Collectors.joining("\t"));
  }
}
