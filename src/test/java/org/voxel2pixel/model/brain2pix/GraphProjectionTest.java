// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.projection.GaussianProjection;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.PixelWeighting;
import org.voxel2pixel.projection.RfsLayout;
import org.voxel2pixel.projection.SparseProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/** The operators in a graph against the same operators outside of it. */
class GraphProjectionTest {
  private static final int LAGS = 5;
  private static final int VOXELS = 90;
  private static final int BATCH = 3;

  @ParameterizedTest
  @EnumSource(LearnedRfReference.Operator.class)
  void imagesEqualTheMatrixTimesTheResponses(LearnedRfReference.Operator operator) {
    SparseProjection projection = operator.of(fields());
    RfsLayout layout = projection.layout();
    float[][][] responses = responses();
    float[] images = run(projection, responses);
    for (int b = 0; b < BATCH; b++) {
      for (int roi = 0; roi < 3; roi++) {
        for (int lag = 0; lag < LAGS; lag++) {
          double[] expected = projection.operator(roi).times(doubles(responses[b][lag]));
          for (int p = 0; p < expected.length; p++) {
            int x = p % layout.widthPx();
            int y = p / layout.widthPx();
            int at = layout.index(x, y, layout.channel(roi, lag));
            assertEquals(expected[p], images[b * layout.valueCount() + at], 1e-6);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LearnedRfReference.Operator.class)
  void imagesEqualThoseThatTheProjectionPaints(LearnedRfReference.Operator operator) {
    SparseProjection projection = operator.of(fields());
    float[][][] responses = responses();
    float[] expected = new float[BATCH * projection.layout().valueCount()];
    for (int b = 0; b < BATCH; b++) {
      projection.projectLags(responses[b], expected, b * projection.layout().valueCount());
    }
    assertArrayEquals(expected, run(projection, responses), 1e-6f);
  }

  private static float[] run(SparseProjection projection, float[][][] responses) {
    GraphProjection part = GraphProjection.of(projection);
    float[] fed = new float[BATCH * LAGS * part.columnCount()];
    for (int b = 0; b < BATCH; b++) {
      part.signals(responses[b], fed, b * LAGS * part.columnCount());
    }
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> signals = graph.placeholder("signals", -1, LAGS, part.columnCount());
      Operand<TFloat32> images =
          part.build(Scope.of(graph, Generator.GROUP, Mode.INFERENCE), signals);
      assertArrayEquals(new long[] {-1, 7, 9, 3 * LAGS}, images.shape().asArray());
      assertEquals(0, graph.variables().all().size());
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(1, 1))) {
        return session
            .step()
            .feed(signals, fed, BATCH, LAGS, part.columnCount())
            .fetch(images)
            .run()[0];
      }
    }
  }

  @Test
  void signalsHoldRegionAfterRegionTheVoxelsThatTakePart() {
    VoxelFields fields =
        new VoxelFields(
            new PixelGrid(4, 4, 4),
            List.of("V2", "V1"),
            List.of("V1", "V2", "MT", "V1", "V2", "V2"),
            List.of(
                field(0.5, 0.5),
                field(-0.5, 0.5),
                field(0.5, -0.5),
                field(1.5, 1.5),
                Optional.empty(),
                field(0.5, 0.5)),
            2);
    GraphProjection part = GraphProjection.of(LearnedRfReference.Operator.FIXED.of(fields));
    assertArrayEquals(new int[] {1, 5, 0, 3}, part.voxels());
    float nan = Float.NaN; // of voxels that take no part
    float[][] responses = {{10, 11, nan, 13, nan, 15}, {20, 21, nan, 23, nan, 25}};
    float[] signals = new float[10];
    part.signals(responses, signals, 1);
    assertArrayEquals(new float[] {0, 11, 15, 10, 13, 21, 25, 20, 23, 0}, signals);
  }

  @Test
  void signalsThatDoNotFitAreRefusedAndNothingIsWritten() {
    GraphProjection part = GraphProjection.of(LearnedRfReference.Operator.FIXED.of(fields()));
    int length = LAGS * part.columnCount();
    float[][] responses = responses()[0];
    float[] signals = new float[length];
    refuse(() -> part.signals(responses, signals, 1), "room");
    refuse(() -> part.signals(responses, signals, -1), "room");
    refuse(() -> part.signals(Arrays.copyOf(responses, LAGS - 1), signals, 0), "responses");
    float[][] oneShort = responses.clone();
    oneShort[2] = new float[VOXELS - 1];
    refuse(() -> part.signals(oneShort, signals, 0), "90 voxels");
    responses[4][part.voxels()[7]] = Float.POSITIVE_INFINITY;
    refuse(() -> part.signals(responses, signals, 0), "voxel " + part.voxels()[7] + " at lag 4");
    assertArrayEquals(new float[length], signals);
  }

  @Test
  void anInputOfAnotherShapeIsRefused() {
    GraphProjection part = GraphProjection.of(LearnedRfReference.Operator.FIXED.of(fields()));
    try (NetworkGraph graph = new NetworkGraph()) {
      Scope scope = Scope.of(graph, Generator.GROUP, Mode.TRAINING);
      Operand<TFloat32> lags = graph.placeholder("lags", 2, LAGS + 1, part.columnCount());
      refuse(() -> part.build(scope, lags), "signals must be [batch, 5, ");
      Operand<TFloat32> voxels = graph.placeholder("voxels", 2, LAGS, VOXELS);
      refuse(() -> part.build(scope, voxels), "signals must be [batch, 5, ");
    }
  }

  /** Three fields on one another weigh more than 2 peaks at their centre, one alone does not. */
  @Test
  void aRegionThatReachesNoPixelIsRefusedByName() {
    VoxelFields fields =
        new VoxelFields(
            new PixelGrid(4, 4, 4),
            List.of("V1", "V4"),
            List.of("V1", "V1", "V1", "V4"),
            Collections.nCopies(4, field(0.5, 0.5)),
            2);
    GaussianSettings settings = new GaussianSettings(PixelWeighting.WEIGHTED_MEAN, 3, 2);
    SparseProjection projection = GaussianProjection.of(fields, settings);
    String message =
        assertThrows(BadInputException.class, () -> GraphProjection.of(projection)).getMessage();
    assertTrue(message.contains("region V4"), message);
  }

  private static void refuse(Runnable action, String expected) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(expected), message);
  }

  private static Optional<ReceptiveField> field(double xDeg, double yDeg) {
    return Optional.of(new ReceptiveField(xDeg, yDeg, 1));
  }

  /** Voxels of three regions all over a screen of 9 x 7 pixels, one in ten without a field. */
  private static VoxelFields fields() {
    Random random = new Random(3);
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (int v = 0; v < VOXELS; v++) {
      rois.add("V" + (1 + v % 3));
      double xDeg = 9 * random.nextDouble() - 4.5;
      double yDeg = 7 * random.nextDouble() - 3.5;
      fields.add(v % 10 == 9 ? Optional.empty() : field(xDeg, yDeg));
    }
    return new VoxelFields(new PixelGrid(9, 7, 9), List.of("V3", "V1", "V2"), rois, fields, LAGS);
  }

  private static float[][][] responses() {
    Random random = new Random(4);
    float[][][] responses = new float[BATCH][LAGS][VOXELS];
    for (float[][] example : responses) {
      for (float[] lag : example) {
        for (int v = 0; v < VOXELS; v++) lag[v] = (float) random.nextGaussian();
      }
    }
    return responses;
  }

  private static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) y[i] = x[i];
    return y;
  }
}
