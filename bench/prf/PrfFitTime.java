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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.PrfEstimate;
import org.voxel2pixel.visualfield.PrfFit;
import org.voxel2pixel.visualfield.PrfModel;
import org.voxel2pixel.visualfield.PrfParameters;
import org.voxel2pixel.visualfield.PrfResponses;
import org.voxel2pixel.visualfield.PrfResult;
import org.voxel2pixel.visualfield.PrfSettings;
import org.voxel2pixel.visualfield.PrfStimulus;

/**
 * The Voxel2Pixel side of the receptive-field benchmark: a worker that {@code rounds.py} starts and
 * gives turns. It makes a subject whose fields are known, writes it for its peer, fits it, and
 * writes what it found.
 *
 * <p>Arguments: folder for the .npy files, voxels, warm-up fits. Lines in: a number of fits of all
 * voxels. Lines out: {@code ready}, the number of volumes and the versions; then, for each number,
 * the milliseconds per 100 voxels of each fit and the process's peak memory in KiB.
 */
public final class PrfFitTime {
  private static final int SIDE = 32;
  private static final int RUNS = 2;
  private static final int VOLUMES = 200;
  private static final double TR_SEC = 1.5;
  private static final PixelGrid GRID = new PixelGrid(SIDE, SIDE, 16);

  /** As a fit without cross-validation and search for the delay: what the peer does. */
  private static final PrfSettings SETTINGS =
      PrfSettings.standard().withFolds(1).withDelaysSec(List.of(0.0));

  private final PrfStimulus stimulus;
  private final PrfResponses responses;

  private PrfFitTime(PrfStimulus stimulus, PrfResponses responses) {
    this.stimulus = stimulus;
    this.responses = responses;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int voxelCount = Integer.parseInt(args[1]);
    PrfFitTime worker = subject(folder, voxelCount);
    for (int n = 0; n < Integer.parseInt(args[2]); n++) worker.fit();
    List<Optional<PrfEstimate>> found = worker.fit().estimates();
    float[] places = new float[voxelCount * 3];
    for (int v = 0; v < voxelCount; v++) {
      PrfParameters p = found.get(v).orElseThrow().parameters();
      places[3 * v] = (float) p.xPx();
      places[3 * v + 1] = (float) p.yPx();
      places[3 * v + 2] = (float) p.sigmaPx();
    }
    writeNpy(folder.resolve("found.npy"), places, voxelCount, 3);
    PrintStream out = System.out;
    out.printf(
        Locale.ROOT,
        "ready %d Voxel2Pixel, Java %s, %d processors, %d voxels at a time%n",
        RUNS * VOLUMES,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        voxelCount);
    worker.serve(out);
  }

  private void serve(PrintStream out) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      StringBuilder reply = new StringBuilder();
      for (int i = Integer.parseInt(line.strip()); i > 0; i--) {
        long start = System.nanoTime();
        fit();
        double ms = (System.nanoTime() - start) / 1e6 * 100 / responses.voxelCount();
        reply.append(String.format(Locale.ROOT, "%.3f ", ms));
      }
      out.println(reply.append(peakKiB()));
    }
  }

  private PrfResult fit() {
    return PrfFit.fit(stimulus, responses, SETTINGS, Progress.silent());
  }

  /** Bars that sweep in six directions, fields all over the screen, noise of half the signal's SD. */
  private static PrfFitTime subject(Path folder, int voxelCount) throws IOException {
    float[] apertures = new float[RUNS * VOLUMES * SIDE * SIDE];
    PrfStimulus.Builder builder = PrfStimulus.builder(GRID, TR_SEC, SIDE);
    for (int run = 0; run < RUNS; run++) {
      builder.startRun();
      for (int t = 0; t < VOLUMES; t++) {
        float[] bar = bar(t, run);
        builder.add(bar);
        System.arraycopy(bar, 0, apertures, (run * VOLUMES + t) * bar.length, bar.length);
      }
    }
    PrfStimulus stimulus = builder.build();
    PrfModel model = new PrfModel(stimulus, 0);
    SplittableRandom random = new SplittableRandom(1);
    List<float[]> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) runs.add(new float[VOLUMES * voxelCount]);
    float[] truth = new float[voxelCount * 3];
    for (int v = 0; v < voxelCount; v++) {
      PrfParameters p =
          new PrfParameters(
              random.nextDouble(SIDE), random.nextDouble(SIDE), random.nextDouble(0.8, 5), 1);
      truth[3 * v] = (float) p.xPx();
      truth[3 * v + 1] = (float) p.yPx();
      truth[3 * v + 2] = (float) p.sigmaPx();
      for (int run = 0; run < RUNS; run++) {
        double[] response = model.response(run, p);
        double mean = Arrays.stream(response).average().orElseThrow();
        double sd =
            Math.sqrt(
                Arrays.stream(response).map(r -> (r - mean) * (r - mean)).sum() / VOLUMES);
        for (int t = 0; t < VOLUMES; t++) {
          double noise = 0.5 * random.nextGaussian() + 0.005 * (t - VOLUMES / 2);
          runs.get(run)[t * voxelCount + v] = (float) ((response[t] - mean) / sd + noise + 100);
        }
      }
    }
    writeNpy(folder.resolve("stimulus.npy"), apertures, RUNS, VOLUMES, SIDE * SIDE);
    float[] all = new float[RUNS * VOLUMES * voxelCount];
    for (int run = 0; run < RUNS; run++) {
      System.arraycopy(runs.get(run), 0, all, run * VOLUMES * voxelCount, VOLUMES * voxelCount);
    }
    writeNpy(folder.resolve("responses.npy"), all, RUNS, VOLUMES, voxelCount);
    writeNpy(folder.resolve("truth.npy"), truth, voxelCount, 3);
    return new PrfFitTime(stimulus, PrfResponses.of(voxelCount, runs));
  }

  private static float[] bar(int t, int run) {
    double angle = Math.PI / 3 * (t / 32) + Math.PI / 6 * run;
    double centre = (t % 32 - 13) * 1.6; // leaves the screen for the last volumes
    float[] bar = new float[SIDE * SIDE];
    for (int p = 0; p < bar.length; p++) {
      double x = p % SIDE - (SIDE - 1) / 2.0;
      double y = p / SIDE - (SIDE - 1) / 2.0;
      double across = x * Math.cos(angle) + y * Math.sin(angle) - centre;
      bar[p] = Math.abs(across) < 2 ? 1 : 0;
    }
    return bar;
  }

  /** NumPy's format, version 1.0, little-endian float32 in C order. */
  private static void writeNpy(Path file, float[] values, int... shape) throws IOException {
    String dims = IntStream.of(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + "), }";
    int padded = (10 + header.length() + 1 + 63) / 64 * 64;
    ByteBuffer bytes = ByteBuffer.allocate(padded + 4 * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    bytes.put((byte) 0).putShort((short) (padded - 10));
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < padded - 1) bytes.put((byte) ' ');
    bytes.put((byte) '\n');
    for (float value : values) bytes.putFloat(value);
    Files.write(file, bytes.array());
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
