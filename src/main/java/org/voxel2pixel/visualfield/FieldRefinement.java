// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * Moves a field to where it explains most of a voxel, within bounds, by Levenberg and Marquardt's
 * method with the gain eliminated (Golub &amp; Pereyra 1973, with Kaufman's derivative). With q the
 * prediction, q_i its derivatives, y the data,
 *
 * <pre>
 *   gain g = q·y / q·q,   cost = y·y - (q·y)^2 / q·q
 *   H_ij = g^2 (q_i·q_j - (q·q_i)(q·q_j) / q·q),   b_i = g (q_i·y - g q·q_i)
 *   (H + lambda diag H) step = b
 * </pre>
 *
 * over those numbers that are not pressed against a bound; a step ends at the bounds. One that does
 * not lower the cost, turns the gain's sign where only a positive one makes a field, or leads to
 * where the field sees next to nothing, is not taken, and lambda grows tenfold, otherwise it
 * shrinks tenfold. A step that is small, or by which the cost should fall by next to nothing, is
 * the last.
 */
final class FieldRefinement {
  private static final double FIRST_LAMBDA = 1e-3;
  private static final double LEAST_LAMBDA = 1e-9;
  private static final double GREATEST_LAMBDA = 1e9;

  private final PrfRows rows;
  private final PrfRefinement settings;
  private final Polarity polarity;
  private final double leastEnergy;
  private final double[] lower;
  private final double[] upper;

  /**
   * @param leastEnergy of a prediction over all rows
   * @param lower bounds of a place
   * @param upper bounds of a place
   */
  FieldRefinement(
      PrfRows rows, PrfSettings settings, double leastEnergy, double[] lower, double[] upper) {
    this.rows = rows;
    this.settings = settings.refinement();
    this.polarity = settings.polarity();
    this.leastEnergy = leastEnergy;
    this.lower = lower.clone();
    this.upper = upper.clone();
  }

  /**
   * @param place see {@link PrfRows}
   * @param gain the best at this place
   * @param explained what it takes off the data's sum of squares
   */
  record Fit(double[] place, double gain, double explained) {}

  /** The best gain at a place as it is. */
  Fit unrefined(double[] place, float[] data, Moments.Rows used) {
    float[] prediction = new float[rows.rowCount()];
    rows.predict(place, prediction);
    double energy = used.dot(prediction, prediction);
    double product = used.dot(prediction, data);
    return new Fit(place.clone(), product / energy, product * product / energy);
  }

  Fit refine(double[] start, float[] data, Moments.Rows used) {
    double[] place = clamped(start);
    float[][] columns = new float[1 + rows.freeCount()][rows.rowCount()];
    rows.derivatives(place, columns);
    Moments now = Moments.of(columns, data, used);
    double lambda = FIRST_LAMBDA;
    for (int n = 0; n < settings.iterations() && lambda < GREATEST_LAMBDA; n++) {
      NormalEquations equations = NormalEquations.of(now, place, lower, upper);
      double[] next = clamped(plus(place, equations.step(lambda)));
      if (isLast(place, next, equations)) {
        Fit last = unrefined(next, data, used);
        if (last.explained() > now.explained() && allowed(last.gain(), leastEnergy)) return last;
        break;
      }
      rows.derivatives(next, columns);
      Moments then = Moments.of(columns, data, used);
      boolean better = then.explained() > now.explained() && allowed(then.gain(), then.energy());
      if (better) {
        place = next;
        now = then;
      }
      lambda = better ? Math.max(LEAST_LAMBDA, lambda / 10) : lambda * 10;
    }
    return new Fit(place, now.gain(), now.explained());
  }

  private boolean allowed(double gain, double energy) {
    return energy >= leastEnergy && polarity.score(gain) > 0;
  }

  /** Whether a step is small, or little is to be gained by it. */
  private boolean isLast(double[] from, double[] to, NormalEquations equations) {
    double tolerance = settings.tolerance();
    double[] undamped = equations.step(0); // a damped one gains little where lambda is large
    if (equations.gain(undamped) < tolerance * tolerance) return true; // of data with squares of 1
    double[] step = new double[rows.freeCount()];
    for (int i = 0; i < step.length; i++) step[i] = to[i] - from[i];
    double sigma = Math.exp(from[PrfRows.LOG_SIGMA]);
    double greatest = Math.max(Math.abs(step[0]), Math.abs(step[1])) / sigma;
    for (int i = 2; i < step.length; i++) greatest = Math.max(greatest, Math.abs(step[i]));
    return greatest < tolerance;
  }

  private double[] clamped(double[] place) {
    double[] clamped = place.clone();
    for (int i = 0; i < place.length; i++) {
      clamped[i] = Math.min(upper[i], Math.max(lower[i], place[i]));
    }
    return clamped;
  }

  private static double[] plus(double[] place, double[] step) {
    double[] sum = place.clone();
    for (int i = 0; i < step.length; i++) sum[i] += step[i];
    return sum;
  }
}
