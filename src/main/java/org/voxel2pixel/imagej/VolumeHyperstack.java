// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Volumes as a 32-bit hyperstack: ImageJ's slices are the slices of a volume, its frames the
 * volumes. Either all of it is in memory, or each plane is read when it is looked at.
 */
public final class VolumeHyperstack {
  private VolumeHyperstack() {}

  /** Voxels along x, y and z, and volumes; each at least 1. */
  public record Shape(int nx, int ny, int nz, int volumeCount) {
    public Shape {
      if (Math.min(Math.min(nx, ny), Math.min(nz, volumeCount)) < 1) {
        throw new IllegalArgumentException(
            "every length must be >= 1, was " + nx + ", " + ny + ", " + nz + ", " + volumeCount);
      }
    }

    /** Values of a plane. */
    public int planeLength() {
      return Math.multiplyExact(nx, ny);
    }

    /** Planes of all volumes; ImageJ counts them in int. */
    public long planeCount() {
      return (long) nz * volumeCount;
    }
  }

  /** Where planes come from; called by any thread. */
  public interface Slices {
    /**
     * @param volume from 0
     * @param slice from 0
     * @param plane filled as {@code [y * nx + x]}
     */
    void read(int volume, int slice, float[] plane);

    /** The plane's label. */
    String label(int volume, int slice);
  }

  /**
   * An image that reads a plane when it is looked at; what is drawn on a plane is lost when another
   * is shown.
   *
   * @param source the file that must stay as it is, as long as the image is open
   */
  public static ImagePlus lazy(String title, Shape shape, Path source, Slices slices) {
    return hyperstack(title, shape, new Lazy(shape, source, slices));
  }

  /** An image all of which is in memory. */
  public static ImagePlus inMemory(String title, Shape shape, Slices slices, Progress progress) {
    ImageStack stack = new ImageStack(shape.nx(), shape.ny());
    for (int volume = 0; volume < shape.volumeCount(); volume++) {
      for (int slice = 0; slice < shape.nz(); slice++) {
        progress.checkCancelled();
        float[] plane = new float[shape.planeLength()];
        slices.read(volume, slice, plane);
        stack.addSlice(slices.label(volume, slice), plane);
      }
      progress.report("reading " + title, volume + 1, shape.volumeCount());
    }
    return hyperstack(title, shape, stack);
  }

  /** The file that the image still reads its planes from, if it is a lazy one. */
  public static Optional<Path> sourceOf(ImagePlus image) {
    return image.getStack() instanceof Lazy lazy ? Optional.of(lazy.source) : Optional.empty();
  }

  private static ImagePlus hyperstack(String title, Shape shape, ImageStack stack) {
    ImagePlus image = new ImagePlus(title, stack);
    image.setDimensions(1, shape.nz(), shape.volumeCount());
    image.setOpenAsHyperStack(shape.volumeCount() > 1);
    return image;
  }

  private static final class Lazy extends VirtualStack {
    private final Shape shape;
    private final Path source;
    private final Slices slices;
    private int[] planes; // which plane, from 0, stands at each place

    Lazy(Shape shape, Path source, Slices slices) {
      super(shape.nx(), shape.ny(), Math.toIntExact(shape.planeCount()), "32-bit");
      this.shape = shape;
      this.source = source;
      this.slices = slices;
      this.planes = IntStream.range(0, (int) shape.planeCount()).toArray();
    }

    @Override
    public ImageProcessor getProcessor(int n) {
      int plane = planeAt(n);
      float[] values = new float[shape.planeLength()];
      try {
        slices.read(plane / shape.nz(), plane % shape.nz(), values);
      } catch (BadInputException | UncheckedIOException e) {
        // ImageJ's own threads would let the exception pass unseen
        if (IJ.getInstance() != null) IJ.log(e.getMessage());
        throw e;
      }
      return new FloatProcessor(shape.nx(), shape.ny(), values);
    }

    @Override
    public String getSliceLabel(int n) {
      int plane = planeAt(n);
      return slices.label(plane / shape.nz(), plane % shape.nz());
    }

    /** ImageJ counts from 1, and may have put the planes into another order. */
    private int planeAt(int n) {
      return planes[translate(n) - 1];
    }

    @Override
    public int getSize() {
      return planes.length;
    }

    @Override
    public void deleteSlice(int n) {
      if (n < 1 || n > planes.length) throw new IllegalArgumentException("no slice " + n);
      planes = IntStream.range(0, planes.length).filter(p -> p != n - 1).map(this::at).toArray();
    }

    private int at(int place) {
      return planes[place];
    }
  }
}
