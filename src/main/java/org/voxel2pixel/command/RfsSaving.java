// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.JsonFile;
import org.voxel2pixel.dataset.NpyType;
import org.voxel2pixel.dataset.NpyWriter;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.imagej.FloatHyperstack;
import org.voxel2pixel.imagej.Tiff;

/**
 * Writes RFSimages sample by sample; memory holds one sample, and for TIFF the labels.
 *
 * <ul>
 *   <li>.tif: ImageJ's own stack of 32-bit planes, channels fastest, with labels, calibration and
 *       Info; above 4 GiB in ImageJ's own way, one directory for all planes, which then follow each
 *       other.
 *   <li>.npy: float32 {@code [sample][y][x][channel]}, little-endian, as {@code numpy.load} reads.
 * </ul>
 *
 * Each has a .json beside it: axes, channels, the dataset's row of each sample, and provenance.
 */
final class RfsSaving {
  /** Of one plane in a TIFF, above its values and label: its directory and its label's length. */
  private static final long TIFF_PLANE_BYTES = 256;

  private static final int NPY_HEADER_BYTES = 128;

  private final RfsImages images;
  private final RfsTarget target;
  private final List<String> sampleLabels;
  private final boolean labelsFit;

  /**
   * @param memoryBytes that Java may take in all; decides whether each plane has its sample's label
   */
  RfsSaving(RfsImages images, RfsTarget target, long memoryBytes) {
    this.images = images;
    this.target = target;
    this.sampleLabels = List.copyOf(images.sampleLabels());
    this.labelsFit = RfsLabels.fit(labelCharacters(), images.planeCount(), memoryBytes);
  }

  /**
   * @return what is odd about the file
   * @throws org.voxel2pixel.BadInputException if the disk has too little room
   * @throws org.voxel2pixel.CancelledException if the user asked to stop; no file is left
   */
  Optional<String> write(Provenance how, Progress progress) {
    target.requireRoom(bytes());
    boolean isTiff = target.format() == RfsTarget.Format.TIFF;
    if (isTiff) writeTiff(progress);
    else writeNpy(progress);
    WholeFile.writeText(target.sidecar(), JsonFile.toText(sidecar(how)));
    if (!isTiff || labelsFit) return Optional.empty();
    return Optional.of(
        "the planes are labelled by channel alone, for labels of samples would take too much of"
            + " Java's memory; the .json names each frame's sample");
  }

  /** Room that the file takes, a little more for TIFF. */
  private long bytes() {
    return target.format() == RfsTarget.Format.NPY
        ? NPY_HEADER_BYTES + images.pixelBytes()
        : images.pixelBytes() + TIFF_PLANE_BYTES * images.planeCount() + 2 * labelCharacters();
  }

  private long labelCharacters() {
    return RfsLabels.characters(sampleLabels, images.projection().channelNames());
  }

  private void writeTiff(Progress progress) {
    PaintedPlanes painted = images.planes();
    FloatHyperstack.Planes planes =
        (frame, channel) -> {
          told(frame, progress);
          return painted.plane(frame, channel);
        };
    ImagePlus image =
        labelsFit ? images.hyperstack(sampleLabels, planes) : images.withChannelLabels(planes);
    Tiff.save(image, target.path(), progress);
  }

  private void writeNpy(Progress progress) {
    PaintedPlanes painted = images.planes();
    float[] rfs = new float[images.projection().layout().valueCount()];
    WholeFile.writePath(
        target.path(),
        temporary -> {
          try (NpyWriter writer = newWriter(temporary)) {
            for (int frame = 0; frame < images.sampleCount(); frame++) {
              told(frame, progress);
              painted.paint(frame, rfs);
              writer.writeRow(rfs);
            }
          }
        });
  }

  private NpyWriter newWriter(Path temporary) throws IOException {
    return NpyWriter.create(
        temporary,
        NpyType.FLOAT32,
        images.header().heightPx(),
        images.header().widthPx(),
        images.projection().channelCount());
  }

  private void told(int frame, Progress progress) {
    progress.checkCancelled();
    progress.report("writing " + target.path().getFileName(), frame, images.sampleCount());
  }

  private JsonObject sidecar(Provenance how) {
    JsonObject json = how.toJson();
    boolean isTiff = target.format() == RfsTarget.Format.TIFF;
    json.addProperty("axes", isTiff ? "[sample][channel][y][x]" : "[sample][y][x][channel]");
    json.addProperty("projection", images.projection().summary());
    json.addProperty("degPerPx", images.header().degPerPx());
    json.addProperty("sampleSec", images.header().frameSec());
    JsonArray channels = new JsonArray();
    images.projection().channelNames().forEach(channels::add);
    json.add("channels", channels);
    json.addProperty("lag0IsVolumeAfterFrame", images.dataset().lags().first());
    JsonArray rows = new JsonArray();
    for (int row : images.rows()) rows.add(row);
    json.add("datasetRows", rows);
    return json;
  }
}
