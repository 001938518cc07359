// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.FloatHyperstack.DisplayRange;
import org.voxel2pixel.imagej.NiftiProperties;
import org.voxel2pixel.imagej.RobustRange;
import org.voxel2pixel.imagej.VolumeHyperstack;
import org.voxel2pixel.imagej.VoxelAffine;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiVolumes;

/**
 * A NIfTI file as an image: 32-bit, scaled, in the file's voxel order, calibrated in mm and
 * seconds, with everything that the header says in its Info and properties. Coordinates are mm
 * along i, j and k from the voxel at 0, 0, 0 mm.
 */
final class NiftiImage {
  /** Whether planes stay in the file until they are looked at. */
  enum Storage {
    /** In memory up to 256 MB, if half of the free memory holds it. */
    AUTO,
    LAZY,
    IN_MEMORY
  }

  private static final int MEGA = 1 << 20;
  private static final long SMALL_BYTES = 256L * MEGA;
  private static final int MOST_SLICES = 64;
  private static final int MOST_SAMPLED = 1 << 24;

  private NiftiImage() {}

  /** What a file became. */
  record Opened(ImagePlus image, List<String> warnings) {}

  /**
   * @throws BadInputException if the file cannot be read, or not into memory though it was asked
   */
  static Opened open(Path file, Storage storage, Progress progress) {
    NiftiVolumes volumes = NiftiVolumes.open(file, progress);
    boolean kept = false;
    try {
      List<String> warnings = new ArrayList<>();
      double trSec = trSec(volumes, warnings);
      NiftiProperties properties = properties(file, volumes, trSec);
      boolean lazy = isLazy(file, properties.shape(), storage);
      String title = file.getFileName().toString();
      VolumeHyperstack.Slices slices = new LabelledSlices(volumes, trSec);
      ImagePlus image =
          lazy
              ? VolumeHyperstack.lazy(title, properties.shape(), volumes.file(), slices)
              : VolumeHyperstack.inMemory(title, properties.shape(), slices, progress);
      describe(image, properties);
      showMiddle(image, middleVolume(volumes, progress));
      warnings.addAll(0, volumes.warnings());
      image.setProperty("Info", NiftiInfo.of(volumes, properties, warnings));
      kept = lazy;
      return new Opened(image, warnings);
    } finally {
      if (!kept) volumes.close();
    }
  }

  /** A TR of many minutes is a unit gone wrong: it is told, and no frame interval is set. */
  private static double trSec(NiftiVolumes volumes, List<String> warnings) {
    try {
      return volumes.trSec();
    } catch (BadInputException e) {
      warnings.add(volumes.file() + ": no frame interval was set, for the TR is not plausible");
      return 0;
    }
  }

  private static NiftiProperties properties(Path file, NiftiVolumes volumes, double trSec) {
    NiftiGrid grid = volumes.grid();
    return new NiftiProperties(
        file.toAbsolutePath().normalize().toString(),
        new VolumeHyperstack.Shape(grid.nx(), grid.ny(), grid.nz(), volumes.volumeCount()),
        new VoxelAffine(grid.affine()),
        volumes.isOriented() ? grid.axisCodes() : NiftiProperties.UNKNOWN_AXES,
        trSec,
        volumes.type().name().toLowerCase(Locale.ROOT),
        volumes.sclSlope(),
        volumes.sclInter());
  }

  private static boolean isLazy(Path file, VolumeHyperstack.Shape shape, Storage storage) {
    double bytes = 4.0 * shape.planeLength() * shape.planeCount();
    if (shape.planeCount() > Integer.MAX_VALUE - 8) {
      throw new BadInputException(
          file,
          "at most " + (Integer.MAX_VALUE - 8) + " planes, as ImageJ counts them",
          shape.planeCount() + " planes",
          "split the file");
    }
    Runtime java = Runtime.getRuntime();
    long freeBytes = java.maxMemory() - java.totalMemory() + java.freeMemory();
    if (storage == Storage.IN_MEMORY && bytes > freeBytes) {
      throw new BadInputException(
          file,
          (long) (bytes / MEGA) + " MB of free memory",
          freeBytes / MEGA + " MB",
          "choose virtual=yes, or give ImageJ more memory (Edit > Options > Memory & Threads...)");
    }
    return switch (storage) {
      case AUTO -> bytes >= SMALL_BYTES || bytes > freeBytes / 2.0;
      case LAZY -> true;
      case IN_MEMORY -> false;
    };
  }

  private static void describe(ImagePlus image, NiftiProperties properties) {
    Calibration calibration = new Calibration(image);
    double[] sides = properties.affine().sidesMm();
    double[] origin = properties.affine().originVoxel();
    calibration.setUnit("mm");
    calibration.pixelWidth = sides[0];
    calibration.pixelHeight = sides[1];
    calibration.pixelDepth = sides[2];
    calibration.xOrigin = origin[0];
    calibration.yOrigin = origin[1];
    calibration.zOrigin = origin[2];
    calibration.setTimeUnit("sec");
    calibration.frameInterval = properties.trSec();
    if (properties.trSec() > 0) calibration.fps = 1 / properties.trSec();
    image.setCalibration(calibration);
    properties.writeTo(image);
  }

  /** Of the middle volume up to {@link #MOST_SLICES} slices, evenly spread. */
  private static float[] middleVolume(NiftiVolumes volumes, Progress progress) {
    int planeLength = volumes.grid().nx() * volumes.grid().ny();
    int nz = volumes.grid().nz();
    int slices = Math.max(1, Math.min(nz, Math.min(MOST_SLICES, MOST_SAMPLED / planeLength)));
    float[] sample = new float[slices * planeLength];
    float[] plane = new float[planeLength];
    for (int n = 0; n < slices; n++) {
      progress.checkCancelled();
      int k = (int) ((2L * n + 1) * nz / (2L * slices));
      volumes.readSlice(volumes.volumeCount() / 2, k, plane);
      System.arraycopy(plane, 0, sample, n * planeLength, planeLength);
    }
    return sample;
  }

  /** The middle slice of the first volume, in one range for all. */
  private static void showMiddle(ImagePlus image, float[] volume) {
    DisplayRange range = RobustRange.of(volume);
    image.setPosition(1, (image.getNSlices() + 1) / 2, 1);
    image.setDisplayRange(range.black(), range.white());
  }

  private record LabelledSlices(NiftiVolumes volumes, double trSec)
      implements VolumeHyperstack.Slices {
    @Override
    public void read(int volume, int slice, float[] plane) {
      volumes.readSlice(volume, slice, plane);
    }

    @Override
    public String label(int volume, int slice) {
      if (volumes.volumeCount() == 1) return "k=" + slice;
      String place = "k=" + slice + " volume=" + volume;
      return trSec == 0 ? place : String.format(Locale.ROOT, "%s %.2f s", place, volume * trSec);
    }
  }
}
