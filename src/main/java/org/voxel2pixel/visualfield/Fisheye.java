// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * The fisheye warp of Brain2Pix's targets (Le et al. 2022): the centre of a square frame is
 * magnified about twice, as foveal vision is in the cortex, and the edge stays at the edge. About
 * the frame's centre {@code (sizePx - 1) / 2}, directions stay and radii change:
 *
 * <pre>
 *   r = a · r'² + b · r'                            source radius of a warped one
 *   r' = (sqrt(b² + 4 · a · r) - b) / (2 · a)       and back
 * </pre>
 *
 * with a and b as in dicarlolab/retinawarp (Bashivan et al. 2019, Science 364:eaav9436), which
 * Brain2Pix uses: for 96 px, a = 0.0104707 and b = 0.5006021. (For 224 and 299 px their code takes
 * rf from an empirical formula, and searches its root for all other sizes; this class always takes
 * the root.)
 *
 * <p>Receptive fields that were mapped on unwarped frames must be moved with the frames, {@link
 * #warp} or {@link #warpCentrePx}; fields that were estimated on warped frames must not.
 * Thread-safe.
 */
public final class Fisheye {
  private static final int LEAST_SIZE_PX = 6; // 2 steps, for 2 coefficients
  private static final int GREATEST_SIZE_PX = 4096;

  private final int sizePx;
  private final FisheyeFit fit;

  private Fisheye(int sizePx, FisheyeFit fit) {
    this.sizePx = sizePx;
    this.fit = fit;
  }

  /** A position in pixels, from the centre of the upper left one, x to the right and y downward. */
  public record PointPx(double xPx, double yPx) {}

  /**
   * @param sizePx width and height of the frames, 6 to 4096
   */
  public static Fisheye of(int sizePx) {
    if (sizePx < LEAST_SIZE_PX || sizePx > GREATEST_SIZE_PX) {
      throw new IllegalArgumentException(
          "sizePx must be " + LEAST_SIZE_PX + ".." + GREATEST_SIZE_PX + ", was " + sizePx);
    }
    return new Fisheye(sizePx, FisheyeFit.of(sizePx));
  }

  /** Width and height of the frames. */
  public int sizePx() {
    return sizePx;
  }

  /** Samples per square pixel at the centre from which a and b follow; for provenance. */
  public double rf() {
    return fit.rf();
  }

  public double a() {
    return fit.a();
  }

  public double b() {
    return fit.b();
  }

  /** Where in the source the content at a radius of the warped frame comes from; both in pixels. */
  public double sourceRadius(double warpedRadius) {
    return (fit.a() * warpedRadius + fit.b()) * warpedRadius;
  }

  /** Where in the warped frame the content at a radius of the source goes; both in pixels. */
  public double forwardRadius(double sourceRadius) {
    double root = Math.sqrt(fit.b() * fit.b() + 4 * fit.a() * sourceRadius);
    return 2 * sourceRadius / (root + fit.b()); // the same, without a difference of near equals
  }

  /**
   * Where the content of a point of the source goes. A point outside the source goes outside the
   * warped frame or into one of its black corners.
   */
  public PointPx warpCentrePx(double xPx, double yPx) {
    double x = xPx - centrePx();
    double y = yPx - centrePx();
    double magnification = magnification(Math.hypot(x, y));
    return new PointPx(centrePx() + magnification * x, centrePx() + magnification * y);
  }

  /**
   * Moves a receptive field with the frames. Its centre goes where {@link #warpCentrePx} says; its
   * sigma is multiplied by the square root of the magnification of areas there, {@code sqrt(r'/r ·
   * dr'/dr)}. In the result, a degree is {@link PixelGrid#degPerPx} of the warped frame, no longer
   * an angle of vision.
   *
   * @param grid the frames' own, of this size
   */
  public ReceptiveField warp(ReceptiveField field, PixelGrid grid) {
    if (grid.widthPx() != sizePx || grid.heightPx() != sizePx) {
      throw new IllegalArgumentException(
          "grid must be " + sizePx + " px wide and high, was " + grid);
    }
    double x = grid.xPx(field.xDeg());
    double y = grid.yPx(field.yDeg());
    PointPx centre = warpCentrePx(x, y);
    double radius = Math.hypot(x - centrePx(), y - centrePx());
    double radial = 1 / (2 * fit.a() * forwardRadius(radius) + fit.b());
    double scale = Math.sqrt(magnification(radius) * radial);
    return new ReceptiveField(
        grid.xDeg(centre.xPx()), grid.yDeg(centre.yPx()), scale * field.sigmaDeg());
  }

  /** r' / r, which tends to 1 / b at the centre. */
  private double magnification(double sourceRadius) {
    double root = Math.sqrt(fit.b() * fit.b() + 4 * fit.a() * sourceRadius);
    return 2 / (root + fit.b());
  }

  private double centrePx() {
    return (sizePx - 1) / 2.0;
  }

  /**
   * A warped copy of a frame: each pixel is taken from its place in the source, bilinear, rounded
   * to the nearest byte. It is 0 where that place lies beyond the centres of the source's outermost
   * pixels, as with scipy.ndimage.map_coordinates in mode "constant": at 96 px in 10.0 % of the
   * pixels, all in the corners (8.6 % come from beyond the outermost pixels' outer edges).
   *
   * @param rgb {@code [(y * sizePx + x) * 3 + channel]}, unsigned bytes
   */
  public byte[] apply(byte[] rgb) {
    if (rgb.length != 3 * sizePx * sizePx) {
      throw new IllegalArgumentException(
          "rgb must have 3 x " + sizePx + " x " + sizePx + " bytes, had " + rgb.length);
    }
    byte[] warped = new byte[rgb.length];
    for (int y = 0; y < sizePx; y++) {
      for (int x = 0; x < sizePx; x++) {
        double scale = fit.a() * Math.hypot(x - centrePx(), y - centrePx()) + fit.b(); // r / r'
        double sourceX = centrePx() + scale * (x - centrePx());
        double sourceY = centrePx() + scale * (y - centrePx());
        if (inside(sourceX) && inside(sourceY)) {
          sample(rgb, sourceX, sourceY, warped, 3 * (y * sizePx + x));
        }
      }
    }
    return warped;
  }

  private boolean inside(double px) {
    return px >= 0 && px <= sizePx - 1;
  }

  private void sample(byte[] rgb, double xPx, double yPx, byte[] into, int at) {
    int x = Math.min((int) xPx, sizePx - 2);
    int y = Math.min((int) yPx, sizePx - 2);
    double right = xPx - x;
    double below = yPx - y;
    int upper = 3 * (y * sizePx + x);
    int lower = upper + 3 * sizePx;
    for (int c = 0; c < 3; c++) {
      double above = mix(rgb[upper + c], rgb[upper + 3 + c], right);
      double beneath = mix(rgb[lower + c], rgb[lower + 3 + c], right);
      into[at + c] = (byte) (int) (above + below * (beneath - above) + 0.5);
    }
  }

  private static double mix(byte from, byte to, double share) {
    return (from & 0xff) + share * ((to & 0xff) - (from & 0xff));
  }
}
