// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;

/**
 * The runs of a preparation that are done, in a folder beside the dataset to be, so that a
 * preparation that was stopped, even killed, goes on where it stopped. A run is two files: its rows
 * (float32, little-endian, {@code [row][voxel]}) and, written last, a JSON that holds their
 * SHA-256, and by which file of volumes they were made.
 *
 * <p>A run whose file of volumes has changed since, or whose rows are damaged, is done again. A
 * folder that belongs to other settings or other tables is refused.
 */
final class RunStore implements AutoCloseable {
  static final String PLAN = "plan.json";
  private static final String LOCK = ".lock";
  private static final int CHUNK_FLOATS = 1 << 16;

  private final Path folder;
  private final int voxelCount;
  private final FileChannel lockChannel;

  private RunStore(Path folder, int voxelCount, FileChannel lockChannel) {
    this.folder = folder;
    this.voxelCount = voxelCount;
    this.lockChannel = lockChannel;
  }

  /**
   * A run that is done.
   *
   * @param rowsFile its rows
   * @param rowCount how many
   * @param unusable voxels that a step could not use
   * @param warnings of reading it
   * @param boldSha256 of its file of volumes
   */
  record Done(
      Path rowsFile, int rowCount, BitSet unusable, List<String> warnings, String boldSha256) {}

  /** Where the runs of a dataset to be are kept. */
  static Path folderOf(Path datasetFolder) {
    Path absolute = datasetFolder.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".unfinished");
  }

  /**
   * Makes or opens the folder and keeps others out of it.
   *
   * @param plan all that decides the rows, the files of volumes apart
   * @param unfinished what to do with runs of another plan
   * @throws BadInputException if the folder is of another plan, or in use
   */
  static RunStore open(
      Path datasetFolder, JsonObject plan, int voxelCount, Preparation.Unfinished unfinished) {
    Path folder = folderOf(datasetFolder);
    try {
      Files.createDirectories(folder);
      FileChannel channel = lock(folder);
      try {
        settlePlan(folder, plan, unfinished);
        return new RunStore(folder, voxelCount, channel);
      } catch (RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not use " + folder + ": " + e.getMessage(), e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // held in this Java machine
    }
    if (lock != null) return channel;
    channel.close();
    throw new BadInputException(
        folder,
        "no other preparation of the same dataset",
        "one that is running",
        "wait for it, or name another dataset folder");
  }

  private static void settlePlan(Path folder, JsonObject plan, Preparation.Unfinished unfinished)
      throws IOException {
    Path file = folder.resolve(PLAN);
    boolean isNew = !Files.exists(file);
    if (!isNew && JsonFile.toText(JsonFile.read(file)).equals(JsonFile.toText(plan))) return;
    if (isNew || unfinished == Preparation.Unfinished.GO_ON_OR_REPLACE) {
      deleteRuns(folder);
      WholeFile.writeText(file, JsonFile.toText(plan));
      return;
    }
    throw new BadInputException(
        folder,
        "an unfinished preparation with the same settings and the same tables",
        "one with others",
        "go on with its settings (" + PLAN + " in it), or start anew with ifexists=replace");
  }

  /** The plan goes first: runs without a plan, as a crash may leave them, are never used. */
  private static void deleteRuns(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(PLAN));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.endsWith(LOCK)) Files.delete(file);
      }
    }
  }

  /** The run if it is done and its file of volumes is still the same. */
  Optional<Done> find(CheckedRun run) {
    Path file = json(run);
    if (!Files.isRegularFile(file)) return Optional.empty();
    JsonObject json = JsonFile.read(file);
    if (!json.get("bold").equals(stamp(run.bold()))) return Optional.empty();
    Path rows = rows(run);
    long expected = Float.BYTES * (long) json.get("rows").getAsInt() * voxelCount;
    if (!Files.isRegularFile(rows) || rows.toFile().length() != expected) return Optional.empty();
    if (!Provenance.sha256(rows).equals(json.get("rowsSha256").getAsString())) {
      return Optional.empty();
    }
    BitSet unusable = new BitSet();
    for (JsonElement voxel : json.getAsJsonArray("unusable")) unusable.set(voxel.getAsInt());
    List<String> warnings = new ArrayList<>();
    for (JsonElement warning : json.getAsJsonArray("warnings")) warnings.add(warning.getAsString());
    return Optional.of(
        new Done(
            rows,
            json.get("rows").getAsInt(),
            unusable,
            List.copyOf(warnings),
            json.get("boldSha256").getAsString()));
  }

  /** Keeps a run, whole or not at all. */
  Done add(CheckedRun run, RunProcessing.Rows result) {
    int rowCount = result.rows().length / voxelCount;
    MessageDigest digest = Provenance.newSha256();
    JsonElement before = stamp(run.bold());
    WholeFile.writePath(rows(run), temporary -> write(temporary, result.rows(), digest));
    JsonObject json = new JsonObject();
    json.add("bold", before);
    json.addProperty("boldSha256", result.boldSha256());
    json.addProperty("rows", rowCount);
    json.addProperty("rowsSha256", HexFormat.of().formatHex(digest.digest()));
    JsonArray unusable = new JsonArray();
    result.unusable().stream().forEach(unusable::add);
    json.add("unusable", unusable);
    JsonArray warnings = new JsonArray();
    result.warnings().forEach(warnings::add);
    json.add("warnings", warnings);
    WholeFile.writeText(json(run), JsonFile.toText(json));
    return new Done(rows(run), rowCount, result.unusable(), result.warnings(), result.boldSha256());
  }

  private static void write(Path file, float[] rows, MessageDigest digest) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (int first = 0; first < rows.length; first += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, rows.length - first);
        bytes.clear();
        bytes.asFloatBuffer().put(rows, first, count);
        bytes.limit(count * Float.BYTES);
        digest.update(bytes.array(), 0, bytes.limit());
        while (bytes.hasRemaining()) channel.write(bytes);
      }
    }
  }

  /** Size and time of change: cheap, and enough to see that a file was replaced. */
  private static JsonObject stamp(Path bold) {
    JsonObject stamp = new JsonObject();
    stamp.addProperty("bytes", bold.toFile().length());
    stamp.addProperty("modifiedMs", bold.toFile().lastModified());
    return stamp;
  }

  private Path rows(CheckedRun run) {
    return folder.resolve(fileName(run) + ".rows");
  }

  private Path json(CheckedRun run) {
    return folder.resolve(fileName(run) + ".json");
  }

  /** A name of a run may hold what a file's name may not. */
  private static String fileName(CheckedRun run) {
    String plain = run.name().replaceAll("[^A-Za-z0-9_-]", "-");
    return plain.equals(run.name())
        ? plain
        : plain + "." + Integer.toHexString(run.name().hashCode());
  }

  /** Lets others in; the folder stays. */
  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + folder.resolve(LOCK), e);
    }
  }
}
