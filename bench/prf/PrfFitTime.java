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
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.PrfEstimate;
import org.voxel2pixel.visualfield.PrfFit;
import org.voxel2pixel.visualfield.PrfModel;
import org.voxel2pixel.visualfield.PrfParameters;
import org.voxel2pixel.visualfield.PrfResponses;
import org.voxel2pixel.visualfield.PrfResult;
import org.voxel2pixel.visualfield.PrfSettings;
import org.voxel2pixel.visualfield.PrfStimulus;
import org.voxel2pixel.visualfield.ReceptiveField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;
import org.voxel2pixel.visualfield.StimulusStrength;
import org.voxel2pixel.visualfield.VoxelSite;

/**
 * The Voxel2Pixel side of the receptive-field benchmark: a worker that {@code rounds.py} starts and
 * gives turns. It makes a subject whose fields are known, writes it for its peer, fits it, and
 * writes what it found.
 *
 * <p>Arguments: folder for the .npy files, voxels, warm-up fits; and, for a subject that exists, its
 * DATASET folder and the table of its true fields (then all its voxels are fitted). Lines in: a number of fits of all
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
    PrfFitTime worker =
        args.length > 3
            ? ofDataset(folder, Path.of(args[3]), Path.of(args[4]))
            : subject(folder, Integer.parseInt(args[1]));
    int voxelCount = worker.responses.voxelCount();
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
        worker.stimulus.runCount() * worker.stimulus.volumeCount(0),
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
    writeNpy(folder.resolve("tr.npy"), new float[] {(float) TR_SEC}, 1);
    return new PrfFitTime(stimulus, PrfResponses.of(voxelCount, runs));
  }

  /** Training runs of a dataset, all of one length, and luminance on 32 x 32 pixels. */
  private static PrfFitTime ofDataset(Path folder, Path datasetFolder, Path truthTable)
      throws IOException {
    try (Dataset dataset = Dataset.open(datasetFolder)) {
      List<Sample> samples =
          dataset.samples().stream().filter(s -> s.split() == Split.TRAIN).toList();
      List<String> names = samples.stream().map(Sample::run).distinct().toList();
      int volumes = samples.size() / names.size();
      int voxels = dataset.voxelCount();
      PixelGrid grid = new PixelGrid(SIDE, SIDE, dataset.screenWidthDeg());
      PrfStimulus.Builder builder = PrfStimulus.builder(grid, dataset.trSec(), SIDE);
      AreaReduction reduction = new AreaReduction(dataset.grid(), SIDE);
      float[] strengths = new float[samples.size() * SIDE * SIDE];
      float[] all = new float[samples.size() * voxels];
      byte[] rgb = new byte[dataset.grid().pixelCount() * 3];
      double[] reduced = new double[SIDE * SIDE];
      float[] row = new float[voxels];
      List<float[]> runs = new ArrayList<>();
      for (int n = 0; n < samples.size(); n++) {
        Sample sample = samples.get(n);
        if (!sample.run().equals(names.get(n / volumes))) {
          throw new IOException("runs of " + datasetFolder + " differ in length");
        }
        if (n % volumes == 0) {
          builder.startRun();
          runs.add(new float[volumes * voxels]);
        }
        Arrays.fill(reduced, 0);
        if (sample.hasStimulus()) {
          dataset.readFrame(sample.stimulus(), rgb);
          int side = dataset.frameWidthPx();
          reduction.reduce(StimulusStrength.LUMINANCE.of(rgb, side, side), reduced);
        }
        float[] strength = new float[reduced.length];
        for (int p = 0; p < strength.length; p++) strength[p] = (float) reduced[p];
        builder.add(strength);
        System.arraycopy(strength, 0, strengths, n * strength.length, strength.length);
        dataset.readResponse(sample.row(), row);
        System.arraycopy(row, 0, all, n * voxels, voxels);
        System.arraycopy(row, 0, runs.get(n / volumes), n % volumes * voxels, voxels);
      }
      writeNpy(folder.resolve("stimulus.npy"), strengths, names.size(), volumes, SIDE * SIDE);
      writeNpy(folder.resolve("responses.npy"), all, names.size(), volumes, voxels);
      writeNpy(folder.resolve("truth.npy"), truth(dataset, truthTable, grid), voxels, 3);
      writeNpy(folder.resolve("tr.npy"), new float[] {(float) dataset.trSec()}, 1);
      return new PrfFitTime(builder.build(), PrfResponses.of(voxels, runs));
    }
  }

  /** In pixels of the small frames, {@code [voxel][x, y, sigma]}. */
  private static float[] truth(Dataset dataset, Path file, PixelGrid grid) {
    ReceptiveFieldTable table = ReceptiveFieldTable.read(file);
    float[] truth = new float[dataset.voxelCount() * 3];
    for (Voxel v : dataset.voxels()) {
      int row = table.sites().indexOf(new VoxelSite(v.i(), v.j(), v.k(), v.roi()));
      ReceptiveField field = table.field(row).orElseThrow().field();
      truth[3 * v.index()] = (float) grid.xPx(field.xDeg());
      truth[3 * v.index() + 1] = (float) grid.yPx(field.yDeg());
      truth[3 * v.index() + 2] = (float) (field.sigmaDeg() / grid.degPerPx());
    }
    return truth;
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
