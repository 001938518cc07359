// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.signal.LagWindow;

/**
 * dataset.json: what the dataset is and, for each other file, its size and SHA-256. It is written
 * last, so a folder with a manifest is complete.
 *
 * @param description what holds for all of it
 * @param rois names of the regions, in natural order
 * @param pipeline the steps of the preparation, in the order done
 * @param provenance how it was made, then each later change
 * @param files name to size and hash
 */
record DatasetManifest(
    DatasetDescription description,
    int voxelCount,
    int sampleCount,
    int frameCount,
    List<String> rois,
    JsonArray pipeline,
    List<Provenance> provenance,
    Map<String, Entry> files) {

  static final String NAME = "dataset.json";
  static final String FORMAT = "voxel2pixel-dataset";
  static final int VERSION = 1;

  /** Size and hash of one file. */
  record Entry(long bytes, String sha256) {
    static Entry of(Path file, Progress progress) {
      try {
        return new Entry(Files.size(file), Provenance.sha256(file, progress));
      } catch (IOException e) {
        throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
      }
    }
  }

  /** The same with one more step of provenance and another entry for a file. */
  DatasetManifest with(String name, Entry entry, Provenance how) {
    Map<String, Entry> entries = new LinkedHashMap<>(files);
    entries.put(name, entry);
    List<Provenance> history = new ArrayList<>(provenance);
    history.add(how);
    return new DatasetManifest(
        description, voxelCount, sampleCount, frameCount, rois, pipeline, history, entries);
  }

  void write(Path folder) {
    WholeFile.writeText(folder.resolve(NAME), JsonFile.toText(toJson()));
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("formatVersion", VERSION);
    json.addProperty("trSec", description.trSec());
    json.addProperty("screenWidthDeg", description.screenWidthDeg());
    json.addProperty("frameWidthPx", description.frameWidthPx());
    json.addProperty("frameHeightPx", description.frameHeightPx());
    json.addProperty("warp", description.warp().name());
    JsonObject lags = new JsonObject();
    lags.addProperty("first", description.lags().first());
    lags.addProperty("last", description.lags().last());
    json.add("lags", lags);
    description.voxelGrid().ifPresent(grid -> json.add("voxelGrid", grid.toJson()));
    json.addProperty("voxelCount", voxelCount);
    json.addProperty("sampleCount", sampleCount);
    json.addProperty("frameCount", frameCount);
    JsonArray roiNames = new JsonArray();
    rois.forEach(roiNames::add);
    json.add("rois", roiNames);
    json.add("pipeline", pipeline.deepCopy());
    JsonArray history = new JsonArray();
    provenance.forEach(how -> history.add(how.toJson()));
    json.add("provenance", history);
    JsonObject entries = new JsonObject();
    files.forEach((name, entry) -> entries.add(name, entryJson(entry)));
    json.add("files", entries);
    return json;
  }

  private static JsonObject entryJson(Entry entry) {
    JsonObject json = new JsonObject();
    json.addProperty("bytes", entry.bytes());
    json.addProperty("sha256", entry.sha256());
    return json;
  }

  /** Reads and checks dataset.json. */
  static DatasetManifest read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          folder,
          "a dataset folder, which holds " + NAME,
          Files.isDirectory(folder) ? "a folder without it" : "no such folder",
          "choose the folder that Prepare Dataset wrote");
    }
    JsonObject json = JsonFile.read(file);
    try {
      requireVersion(file, json);
      return of(json);
    } catch (IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException
        | NullPointerException
        | IndexOutOfBoundsException
        | ClassCastException e) {
      throw new BadInputException(
          file,
          "the keys of a dataset's manifest",
          "one missing or of another kind (" + e.getMessage() + ")",
          "restore the file or prepare the dataset again",
          e);
    }
  }

  private static void requireVersion(Path file, JsonObject json) {
    String format = json.get("format").getAsString();
    int version = json.get("formatVersion").getAsInt();
    if (!format.equals(FORMAT) || version != VERSION) {
      throw new BadInputException(
          file,
          FORMAT + " version " + VERSION,
          format + " version " + version,
          "open it with the version of Voxel2Pixel that wrote it");
    }
  }

  private static DatasetManifest of(JsonObject json) {
    JsonObject lags = json.getAsJsonObject("lags");
    DatasetDescription description =
        new DatasetDescription(
            json.get("trSec").getAsDouble(),
            json.get("screenWidthDeg").getAsDouble(),
            json.get("frameWidthPx").getAsInt(),
            json.get("frameHeightPx").getAsInt(),
            new LagWindow(lags.get("first").getAsInt(), lags.get("last").getAsInt()),
            json.has("warp")
                ? FrameSettings.Warp.valueOf(json.get("warp").getAsString())
                : FrameSettings.Warp.NONE,
            json.has("voxelGrid")
                ? Optional.of(VoxelGrid.ofJson(json.getAsJsonObject("voxelGrid")))
                : Optional.empty());
    List<String> rois = new ArrayList<>();
    for (JsonElement roi : json.getAsJsonArray("rois")) rois.add(roi.getAsString());
    List<Provenance> provenance = new ArrayList<>();
    for (JsonElement how : json.getAsJsonArray("provenance")) {
      provenance.add(Provenance.ofJson(how.getAsJsonObject()));
    }
    Map<String, Entry> files = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> file : json.getAsJsonObject("files").entrySet()) {
      JsonObject entry = file.getValue().getAsJsonObject();
      files.put(
          file.getKey(),
          new Entry(entry.get("bytes").getAsLong(), entry.get("sha256").getAsString()));
    }
    return new DatasetManifest(
        description,
        json.get("voxelCount").getAsInt(),
        json.get("sampleCount").getAsInt(),
        json.get("frameCount").getAsInt(),
        List.copyOf(rois),
        json.getAsJsonArray("pipeline"),
        List.copyOf(provenance),
        files);
  }
}
