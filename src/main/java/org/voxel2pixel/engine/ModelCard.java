// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * {@code model.json}: what a model was trained on, and so what it may be applied to; and {@code
 * README.md}, the same for people.
 *
 * @param voxelHash {@link Dataset#voxelHash} of the voxels, in their order
 * @param rois areas, in the order of the input's channels if it has such
 * @param firstLag first volume after a frame that the input holds
 * @param lastLag last volume after a frame that the input holds
 * @param screenWidthDeg width of an image, degrees of visual angle
 * @param warp {@link org.voxel2pixel.dataset.FrameSettings.Warp} of the frames; missing in models
 *     written before it was recorded
 * @param trSec seconds from volume to volume, which give the lags their meaning
 * @param usedVoxelCount voxels that the input shows
 * @param projection {@link NetworkInput#toJson}, or input and inputDims alone where the input is
 *     the responses themselves; missing in models written when RFSimages of the fixed projection
 *     were the only input
 * @param comparator {@link ComparatorRecord#of}: which features the training compared; missing in
 *     models that compare none, and in those written before there was a choice
 * @param training of which step the weights are, and why; missing in models written when they were
 *     always the last, empty in those that are not trained in steps
 * @param files path below the folder to SHA-256, of all files that a reconstruction reads
 */
record ModelCard(
    int formatVersion,
    String model,
    String voxelHash,
    JsonArray rois,
    int firstLag,
    int lastLag,
    int widthPx,
    int heightPx,
    double screenWidthDeg,
    String warp,
    double trSec,
    int usedVoxelCount,
    JsonObject projection,
    JsonObject comparator,
    JsonObject settings,
    JsonObject files,
    JsonObject training,
    JsonObject provenance) {

  private static final int FORMAT_VERSION = 1;
  private static final String FILE = "model.json";
  private static final String RESPONSES = "responses";
  private static final String VOXELS = "voxels";
  private static final String ARRAYS_TEXT =
      """
      The arrays are NumPy's. With x the responses of a sample as the dataset has them, lag after
      lag, and mean and SD the rows of scale.npy (an input of SD 0 counts as 0):
      image = mean-image + loadings' (axes ((x - mean) / SD)), pixels in rows, one number each if
      all training images were gray, else RGB; about 0 to 1. Or use Reconstruct... in Voxel2Pixel.
      """;

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** Writes the card, last: it holds the hashes of the other files. */
  static void write(
      Path folder,
      String model,
      JsonObject settings,
      VoxelPainting painting,
      NetworkInput input,
      JsonObject comparator,
      Dataset dataset,
      JsonObject training,
      Provenance provenance) {
    PixelGrid grid = painting.projection().grid();
    JsonArray rois = new JsonArray();
    painting.rois().forEach(rois::add);
    ModelCard card =
        new ModelCard(
            FORMAT_VERSION,
            model,
            painting.voxelHash(),
            rois,
            painting.lags().first(),
            painting.lags().last(),
            grid.widthPx(),
            grid.heightPx(),
            grid.widthDeg(),
            dataset.warp().name(),
            dataset.trSec(),
            painting.projection().usedVoxelCount(),
            input.toJson(),
            comparator,
            settings,
            hashes(folder),
            training,
            provenance.toJson());
    card.write(folder, card.text(card.savedModelText()));
  }

  /**
   * The same for a model that takes the responses themselves, {@code [lag][voxel]}, and is no
   * SavedModel.
   */
  static void writeOfResponses(
      Path folder, String model, JsonObject settings, Dataset dataset, Provenance provenance) {
    JsonObject input = new JsonObject();
    input.addProperty("input", RESPONSES);
    JsonArray dims = new JsonArray();
    dims.add(-1);
    dims.add(dataset.lags().count());
    dims.add(dataset.voxelCount());
    input.add("inputDims", dims);
    JsonArray rois = new JsonArray();
    dataset.rois().forEach(rois::add);
    ModelCard card =
        new ModelCard(
            FORMAT_VERSION,
            model,
            dataset.voxelHash(),
            rois,
            dataset.lags().first(),
            dataset.lags().last(),
            dataset.frameWidthPx(),
            dataset.frameHeightPx(),
            dataset.screenWidthDeg(),
            dataset.warp().name(),
            dataset.trSec(),
            dataset.voxelCount(),
            input,
            null, // it compares no features
            settings,
            hashes(folder),
            new JsonObject(),
            provenance.toJson());
    card.write(folder, card.text(ARRAYS_TEXT));
  }

  /**
   * The same for a SavedModel that takes the responses of all voxels, {@code [lag * voxelCount +
   * voxel]}.
   */
  static void writeOfVoxels(
      Path folder,
      String model,
      JsonObject settings,
      JsonObject comparator,
      Dataset dataset,
      int inputLength,
      JsonObject training,
      Provenance provenance) {
    JsonObject input = new JsonObject();
    input.addProperty("input", VOXELS);
    JsonArray dims = new JsonArray();
    dims.add(-1);
    dims.add(inputLength);
    input.add("inputDims", dims);
    JsonArray rois = new JsonArray();
    dataset.rois().forEach(rois::add);
    ModelCard card =
        new ModelCard(
            FORMAT_VERSION,
            model,
            dataset.voxelHash(),
            rois,
            dataset.lags().first(),
            dataset.lags().last(),
            dataset.frameWidthPx(),
            dataset.frameHeightPx(),
            dataset.screenWidthDeg(),
            dataset.warp().name(),
            dataset.trSec(),
            dataset.voxelCount(),
            input,
            comparator,
            settings,
            hashes(folder),
            training,
            provenance.toJson());
    card.write(folder, card.text(card.savedModelText()));
  }

  private void write(Path folder, String text) {
    WholeFile.writeText(folder.resolve(FILE), GSON.toJson(this) + "\n");
    WholeFile.writeText(folder.resolve("README.md"), text);
  }

  static ModelCard read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          folder, "a model folder with " + FILE, "none", "give the model folder of a finished run");
    }
    try {
      ModelCard card = GSON.fromJson(Files.readString(file), ModelCard.class);
      if (card != null && card.formatVersion == FORMAT_VERSION) card.requireComplete(file);
      if (card == null || card.formatVersion != FORMAT_VERSION) {
        throw new BadInputException(
            file,
            "format version " + FORMAT_VERSION,
            card == null ? "an empty file" : String.valueOf(card.formatVersion),
            "use the version of Voxel2Pixel that wrote it");
      }
      return card;
    } catch (JsonParseException e) {
      throw new BadInputException(file, "JSON", e.getMessage(), "train the model again", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private void requireComplete(Path file) {
    boolean complete =
        model != null && voxelHash != null && rois != null && files != null && settings != null;
    if (complete && TrainRequest.MODELS.contains(model)) return;
    throw new BadInputException(
        file,
        "the card of a model, one of " + TrainRequest.MODELS,
        complete ? "the model " + model : "members missing",
        "give the model folder of a finished run");
  }

  private static JsonObject hashes(Path folder) {
    JsonObject hashes = new JsonObject();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        hashes.addProperty(name, Provenance.sha256(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + folder + ": " + e.getMessage(), e);
    }
    return hashes;
  }

  /** Refuses a folder in which a file is missing or another than was written. */
  void requireWhole(Path folder) {
    for (String name : files.keySet()) {
      Path file = folder.resolve(name);
      String expected = files.get(name).getAsString();
      String found = Files.isRegularFile(file) ? Provenance.sha256(file) : "no such file";
      if (found.equals(expected)) continue;
      throw new BadInputException(
          file,
          "SHA-256 " + expected + " as when the model was written",
          found,
          "copy the model folder again, or train again");
    }
  }

  /**
   * Refuses a dataset that this model was not trained on: other voxels, lags, seconds a volume, or
   * image size.
   */
  void requireFits(Path modelFolder, Dataset dataset) {
    require(modelFolder, "voxels with hash " + voxelHash, voxelHash, dataset.voxelHash());
    LagWindow lags = dataset.lags();
    require(
        modelFolder,
        "lags " + firstLag + ".." + lastLag,
        firstLag + ".." + lastLag,
        lags.first() + ".." + lags.last());
    require(
        modelFolder,
        "TR of " + trSec + " s",
        String.valueOf(trSec),
        String.valueOf(dataset.trSec()));
    PixelGrid grid = dataset.grid();
    require(
        modelFolder,
        "images of " + widthPx + " x " + heightPx + " px, " + screenWidthDeg + " degrees wide",
        widthPx + "x" + heightPx + "@" + screenWidthDeg,
        grid.widthPx() + "x" + grid.heightPx() + "@" + grid.widthDeg());
    if (warp != null) {
      require(modelFolder, "frames of warp " + warp, warp, dataset.warp().name());
    }
  }

  /**
   * Refuses a projection that learned on another operator than the fields beside it give now: its
   * weights would act on other voxels or pixels.
   */
  void requireOperator(Path modelFolder, NetworkInput.Learned learned) {
    String own =
        projection == null || !projection.has("operatorSha256")
            ? "none told"
            : projection.get("operatorSha256").getAsString();
    if (own.equals(learned.operatorSha256())) return;
    throw new BadInputException(
        modelFolder.resolve(FILE),
        "the operator with SHA-256 " + own + " that the projection learned on",
        learned.operatorSha256() + " from the fields in the model folder",
        "use the version of Voxel2Pixel that trained the model, or train again");
  }

  private static void require(Path folder, String expected, String mine, String theirs) {
    if (mine.equals(theirs)) return;
    throw new BadInputException(
        folder,
        "a dataset that has the " + expected + " that the model was trained on",
        theirs,
        "give the dataset that it was trained on, or train a model on this one");
  }

  private String savedModelText() {
    String name = projection.get("input").getAsString();
    String axes =
        switch (name) {
          case "rfs" -> "[batch, y, x, area and lag]";
          case VOXELS -> "[batch, lag and voxel]";
          default -> "[batch, lag, column of signals.tsv]";
        };
    return """
        Open the SavedModel in this folder
        with TensorFlow (signature serving_default), or use Reconstruct... in Voxel2Pixel. It takes
        %s %s %s, float32 z-scores, and gives images [batch, y, x, RGB] in 0 to 1.

        Features that its training compared: %s.
        """
        .formatted(
            name, axes, projection.getAsJsonArray("inputDims"), ComparatorRecord.text(comparator));
  }

  private String trainingText() {
    if (!training.has("step")) return ""; // a model that is not trained in steps
    return ", weights of step %d (%s)"
        .formatted(training.get("step").getAsLong(), training.get("chosen").getAsString());
  }

  private String text(String use) {
    return """
        # %s

        Reconstructs %d x %d px images from the fMRI of one person: %d voxels of %s, volumes
        t+%d to t+%d after a frame, TR %s s. Do not apply it to another person or other voxels: it refuses
        datasets whose voxel hash is not %s.

        Trained by Voxel2Pixel%s; every setting is in model.json.
        %s"""
        .formatted(
            model,
            widthPx,
            heightPx,
            usedVoxelCount,
            rois,
            firstLag,
            lastLag,
            trSec,
            voxelHash,
            trainingText(),
            use);
  }
}
