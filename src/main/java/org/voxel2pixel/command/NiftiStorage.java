// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.GreyVolumes;
import org.voxel2pixel.imagej.NiftiProperties;
import org.voxel2pixel.imagej.VolumeHyperstack;
import org.voxel2pixel.nifti.NiftiType;

/**
 * How an image's values are stored, {@code value = slope * stored + inter}: always so that a reader
 * gets every value back, rounded to float, as it was. Slope and intercept are rounded to float, as
 * NIfTI-1 has them.
 */
record NiftiStorage(NiftiType type, double slope, double inter) {
  static final String AUTO = "auto";

  NiftiStorage {
    slope = (float) slope;
    inter = (float) inter;
  }

  private static NiftiStorage unscaled(NiftiType type) {
    return new NiftiStorage(type, 1, 0);
  }

  /**
   * The storage that the user asked for. {@code auto} is the integer type and scaling of the file
   * that the image was read from, or that of an 8- or 16-bit image, if it holds every value, and
   * else float32; another integer type is taken unscaled or with that file's scaling.
   *
   * @param datatype {@code auto} or a type in lower case, such as int16
   * @throws BadInputException if the integer type asked for cannot hold every value
   */
  static NiftiStorage choose(
      ImagePlus image, GreyVolumes volumes, String datatype, Progress progress) {
    if (datatype.equals(AUTO)) {
      Search search = new Search(natural(image, volumes));
      search.run(volumes, progress);
      return search.found().orElse(unscaled(NiftiType.FLOAT32));
    }
    NiftiType type = NiftiType.valueOf(datatype.toUpperCase(Locale.ROOT));
    if (!type.isInteger()) return unscaled(type);
    List<NiftiStorage> candidates = new ArrayList<>(List.of(unscaled(type)));
    volumes
        .origin()
        .properties()
        .map(from -> new NiftiStorage(type, from.sclSlope(), from.sclInter()))
        .filter(scaled -> !candidates.contains(scaled))
        .ifPresent(candidates::add);
    Search search = new Search(candidates);
    search.run(volumes, progress);
    return search.found().orElseThrow(() -> search.misfit(image, datatype));
  }

  /** That of the file first, then that of the image's depth; none for 32-bit images. */
  private static List<NiftiStorage> natural(ImagePlus image, GreyVolumes volumes) {
    List<NiftiStorage> candidates = new ArrayList<>();
    volumes.origin().properties().flatMap(NiftiStorage::ofFile).ifPresent(candidates::add);
    if (image.getBitDepth() == 8) candidates.add(unscaled(NiftiType.UINT8));
    if (image.getBitDepth() == 16) {
      candidates.add(unscaled(NiftiType.INT16));
      candidates.add(unscaled(NiftiType.UINT16));
    }
    return candidates;
  }

  private static Optional<NiftiStorage> ofFile(NiftiProperties from) {
    return Arrays.stream(NiftiType.values())
        .filter(NiftiType::isInteger)
        .filter(type -> type.name().equalsIgnoreCase(from.datatype()))
        .map(type -> new NiftiStorage(type, from.sclSlope(), from.sclInter()))
        .findFirst();
  }

  /** Whether a reader gets {@code value} back. */
  boolean holds(float value) {
    double stored = Math.rint(slope == 1 && inter == 0 ? value : (value - inter) / slope);
    return stored >= type.min()
        && stored <= type.max()
        && (float) (slope == 1 && inter == 0 ? stored : slope * stored + inter) == value;
  }

  /** Goes through all values, until no candidate is left. */
  private static final class Search {
    private final List<NiftiStorage> left;
    private String lastMisfit = "";

    Search(List<NiftiStorage> candidates) {
      left = new ArrayList<>(candidates);
    }

    Optional<NiftiStorage> found() {
      return left.stream().findFirst();
    }

    BadInputException misfit(ImagePlus image, String datatype) {
      return new BadInputException(
          image.getTitle(),
          "values that " + datatype + " holds as they are",
          lastMisfit,
          "choose datatype=auto or float32");
    }

    void run(GreyVolumes volumes, Progress progress) {
      VolumeHyperstack.Shape shape = volumes.shape();
      float[] volume = new float[shape.planeLength() * shape.nz()];
      for (int t = 0; t < shape.volumeCount() && !left.isEmpty(); t++) {
        progress.checkCancelled();
        volumes.read(t, volume);
        for (int n = 0; n < volume.length && !left.isEmpty(); n++) dropThoseWithout(volume[n]);
        if (left.isEmpty()) return;
        progress.report("choosing how to store values", t + 1, shape.volumeCount());
      }
    }

    private void dropThoseWithout(float value) {
      for (int n = left.size() - 1; n >= 0; n--) {
        if (left.get(n).holds(value)) continue;
        left.remove(n);
        lastMisfit = "the value " + value;
      }
    }
  }
}
