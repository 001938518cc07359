// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;

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
 * shrinks tenfold.
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
      double[] next = clamped(plus(place, step(now, place, lambda)));
      rows.derivatives(next, columns);
      Moments then = Moments.of(columns, data, used);
      boolean better = allowed(then) && then.explained() > now.explained();
      boolean small = isSmall(place, next);
      if (better) {
        place = next;
        now = then;
      }
      if (small) break;
      lambda = better ? Math.max(LEAST_LAMBDA, lambda / 10) : lambda * 10;
    }
    return new Fit(place, now.gain(), now.explained());
  }

  private boolean allowed(Moments moments) {
    return moments.energy() > leastEnergy && polarity.score(moments.withData()[0]) > 0;
  }

  private boolean isSmall(double[] from, double[] to) {
    double sigma = Math.exp(from[PrfRows.LOG_SIGMA]);
    double greatest = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])) / sigma;
    for (int i = 2; i < to.length; i++) greatest = Math.max(greatest, Math.abs(to[i] - from[i]));
    return greatest < settings.tolerance();
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

  /** {@code [free number]}; 0 for those pressed against a bound. */
  private double[] step(Moments m, double[] place, double lambda) {
    int free = rows.freeCount();
    double gain = m.gain();
    double[] b = new double[free];
    double[][] h = new double[free][free];
    for (int i = 0; i < free; i++) {
      b[i] = gain * (m.withData()[i + 1] - gain * m.ofColumns()[0][i + 1]);
      for (int j = 0; j < free; j++) {
        double along = m.ofColumns()[0][i + 1] * m.ofColumns()[0][j + 1] / m.energy();
        h[i][j] = gain * gain * (m.ofColumns()[i + 1][j + 1] - along);
      }
    }
    for (int i = 0; i < free; i++) {
      boolean pressed = place[i] <= lower[i] && b[i] < 0 || place[i] >= upper[i] && b[i] > 0;
      if (pressed) fix(h, b, i);
      h[i][i] = h[i][i] > 0 ? h[i][i] * (1 + lambda) : 1;
    }
    return solved(h, b);
  }

  private static void fix(double[][] h, double[] b, int i) {
    Arrays.fill(h[i], 0);
    for (double[] row : h) row[i] = 0;
    b[i] = 0;
  }

  /** Solves h x = b by Cholesky, h symmetric; directions that rounding makes indefinite stay 0. */
  private static double[] solved(double[][] h, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    boolean[] used = new boolean[n];
    for (int j = 0; j < n; j++) {
      double pivot = h[j][j];
      for (int k = 0; k < j; k++) pivot -= h[j][k] * h[j][k];
      used[j] = pivot > 1e-14 * h[j][j];
      for (int i = j + 1; i < n; i++) {
        double left = h[i][j];
        for (int k = 0; k < j; k++) left -= h[i][k] * h[j][k];
        h[i][j] = used[j] ? left / Math.sqrt(pivot) : 0;
      }
      h[j][j] = Math.sqrt(used[j] ? pivot : 1);
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) x[i] -= h[i][k] * x[k];
      x[i] = used[i] ? x[i] / h[i][i] : 0;
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) x[i] -= h[k][i] * x[k];
      x[i] = used[i] ? x[i] / h[i][i] : 0;
    }
    return x;
  }
}
