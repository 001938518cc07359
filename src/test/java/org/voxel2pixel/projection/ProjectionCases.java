// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/** The projections under test and fields to make them of. */
final class ProjectionCases {
  static final PixelGrid GRID = new PixelGrid(6, 4, 12); // 2 degrees a pixel

  private ProjectionCases() {}

  enum Kind {
    FIXED {
      @Override
      VoxelProjection of(VoxelFields fields) {
        return FixedRfProjection.of(fields);
      }
    },
    MEAN {
      @Override
      VoxelProjection of(VoxelFields fields) {
        return GaussianProjection.of(fields, GaussianSettings.mean());
      }
    },
    SUM {
      @Override
      VoxelProjection of(VoxelFields fields) {
        return GaussianProjection.of(fields, GaussianSettings.sum());
      }
    },
    INVERSE {
      @Override
      VoxelProjection of(VoxelFields fields) {
        return InverseProjection.of(fields, InverseSettings.standard(), Progress.silent());
      }
    };

    abstract VoxelProjection of(VoxelFields fields);
  }

  static Optional<ReceptiveField> field(double xDeg, double yDeg, double sigmaDeg) {
    return Optional.of(new ReceptiveField(xDeg, yDeg, sigmaDeg));
  }

  /** All voxels of one region. */
  @SafeVarargs
  static VoxelFields ofV1(Optional<ReceptiveField>... fields) {
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> all = new ArrayList<>();
    for (Optional<ReceptiveField> field : fields) {
      rois.add("V1");
      all.add(field);
    }
    return new VoxelFields(GRID, List.of("V1"), rois, all, 1);
  }

  /** Voxels of V1, V2 and V3 all over the screen, a tenth without field. */
  static VoxelFields random(int voxelCount, int lagCount, long seed) {
    Random random = new Random(seed);
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (int v = 0; v < voxelCount; v++) {
      rois.add("V" + (1 + v % 3));
      double xDeg = random.nextDouble() * 11.9 - 5.95;
      double yDeg = random.nextDouble() * 7.9 - 3.95;
      double sigmaDeg = 0.5 + 2 * random.nextDouble();
      fields.add(v % 10 == 9 ? Optional.empty() : field(xDeg, yDeg, sigmaDeg));
    }
    return new VoxelFields(GRID, List.of("V1", "V2", "V3"), rois, fields, lagCount);
  }

  static float[][] randomResponses(int lagCount, int voxelCount, long seed) {
    Random random = new Random(seed);
    float[][] responses = new float[lagCount][voxelCount];
    for (float[] response : responses) {
      for (int v = 0; v < voxelCount; v++) response[v] = (float) random.nextGaussian();
    }
    return responses;
  }

  /** The image of one volume, all lags. */
  static float[] image(VoxelProjection projection, float[]... responses) {
    float[] rfs = new float[projection.layout().valueCount()];
    projection.projectLags(responses, rfs, 0);
    return rfs;
  }
}
