// SPDX-License-Identifier: BSD-2-Clause

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.Progress;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.GaussianProjection;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.InverseProjection;
import org.voxel2pixel.projection.InverseSettings;
import org.voxel2pixel.projection.SparseProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.projection.VoxelProjection;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * The Voxel2Pixel side of the projection benchmark: a worker that {@code rounds.py} starts and gives
 * turns. A step makes one image of 96 x 96 x 15 from 5 volumes of 6,000 voxels.
 *
 * <p>Arguments: the folder of {@code make_fields.py}, then {@code fixed}, {@code gaussian} or {@code
 * inverse}. Writes the first image as {@code java-METHOD.f32}. Lines in: a number of steps; at end
 * of input it stops. Lines out: {@code ready}, the entries of the sparse matrices and a description
 * once warm; then, for each number, the milliseconds of each step and the process's peak memory in
 * KiB.
 */
public final class ProjectionTime {
  private static final PixelGrid GRID = new PixelGrid(96, 96, 20);
  private static final List<String> ROIS = List.of("V1", "V2", "V3");
  private static final int LAGS = 5;
  private static final int WARM_UP_SEC = 5;

  private final VoxelProjection projection;
  private final float[][] volumes;
  private final float[] rfs;
  private int step;

  private ProjectionTime(VoxelProjection projection, float[][] volumes) {
    this.projection = projection;
    this.volumes = volumes;
    this.rfs = new float[projection.layout().valueCount()];
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    VoxelFields fields = fields(folder);
    long start = System.nanoTime();
    VoxelProjection projection = projection(args[1], fields);
    double buildSec = (System.nanoTime() - start) / 1e9;
    ProjectionTime worker =
        new ProjectionTime(projection, volumes(folder, fields.voxelCount()));
    worker.stepMs();
    write(folder.resolve("java-" + args[1] + ".f32"), worker.rfs);
    long end = System.nanoTime() + WARM_UP_SEC * 1_000_000_000L;
    while (System.nanoTime() < end) worker.stepMs();
    System.out.printf(
        Locale.ROOT,
        "ready %d Voxel2Pixel, Java %s, %.1f MiB, built in %.2f s; %s%n",
        entries(projection),
        Runtime.version(),
        projection.bytes() / 1048576.0,
        buildSec,
        projection.summary());
    worker.serve(System.out);
  }

  private static VoxelProjection projection(String method, VoxelFields fields) {
    return switch (method) {
      case "fixed" -> FixedRfProjection.of(fields);
      case "gaussian" -> GaussianProjection.of(fields, GaussianSettings.mean());
      case "inverse" ->
          InverseProjection.of(fields, InverseSettings.standard(), Progress.silent());
      default -> throw new IllegalArgumentException("no method " + method);
    };
  }

  private static long entries(VoxelProjection projection) {
    long entries = 0;
    for (int roi = 0; roi < ROIS.size(); roi++) {
      entries +=
          projection instanceof SparseProjection sparse
              ? sparse.operator(roi).entryCount()
              : ((InverseProjection) projection).transposedFields(roi).entryCount();
    }
    return entries;
  }

  private void serve(PrintStream out) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      StringBuilder reply = new StringBuilder();
      for (int i = Integer.parseInt(line.strip()); i > 0; i--) {
        reply.append(String.format(Locale.ROOT, "%.4f ", stepMs()));
      }
      out.println(reply.append(peakKiB()));
    }
  }

  private double stepMs() {
    float[][] responses = new float[LAGS][];
    for (int lag = 0; lag < LAGS; lag++) responses[lag] = volumes[(step + lag) % volumes.length];
    step++;
    long start = System.nanoTime();
    projection.projectLags(responses, rfs, 0);
    return (System.nanoTime() - start) / 1e6;
  }

  private static VoxelFields fields(Path folder) throws IOException {
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("fields.tsv"))) {
      String[] cells = line.split("\t");
      rois.add(cells[0]);
      fields.add(
          Optional.of(
              new ReceptiveField(
                  Double.parseDouble(cells[1]),
                  Double.parseDouble(cells[2]),
                  Double.parseDouble(cells[3]))));
    }
    return new VoxelFields(GRID, ROIS, rois, fields, LAGS);
  }

  private static float[][] volumes(Path folder, int voxelCount) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("responses.f32"));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[][] volumes = new float[bytes.length / Float.BYTES / voxelCount][voxelCount];
    for (float[] volume : volumes) {
      for (int v = 0; v < voxelCount; v++) volume[v] = buffer.getFloat();
    }
    return volumes;
  }

  private static void write(Path file, float[] values) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) buffer.putFloat(value);
    Files.write(file, buffer.array());
  }

  /** Linux's high-water mark of resident memory; 0 where there is none. */
  private static long peakKiB() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return 0;
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", ""));
    }
    return 0;
  }
}
