// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;

/** 1000 volumes of 4 voxels near 10000, where sums in float would lose digits. */
final class LongRun {
  static final JsonObject EXPECTED = Fixture.step("longRun");
  static final int VOLUMES = EXPECTED.get("volumes").getAsInt();
  static final int VOXELS = EXPECTED.get("voxels").getAsInt();
  static final int EVERY = EXPECTED.get("every").getAsInt();
  private static final int PARAMETERS = 6;

  final float[] run = new float[VOLUMES * VOXELS];
  final double[][] motion = new double[PARAMETERS][VOLUMES];

  LongRun() {
    ByteBuffer values = Fixture.binary("long_run.f32");
    for (int t = 0; t < VOLUMES; t++) {
      for (int v = 0; v < VOXELS; v++) run[t * VOXELS + v] = values.getFloat();
      for (int p = 0; p < PARAMETERS; p++) motion[p][t] = values.getFloat();
    }
  }

  /** The greatest difference from rows that are given for some volumes. */
  double worst(String name) {
    double[][] rows = Fixture.rows(EXPECTED.get(name));
    double worst = 0;
    for (int n = 0; n < rows.length; n++) {
      for (int v = 0; v < VOXELS; v++) {
        worst = Math.max(worst, Math.abs(rows[n][v] - run[n * EVERY * VOXELS + v]));
      }
    }
    return worst;
  }
}
