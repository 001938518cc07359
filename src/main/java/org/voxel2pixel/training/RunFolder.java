// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.WholeFolder;

/**
 * The folder of one training run: {@code config.json}, {@code log.tsv}, {@code checkpoints/},
 * {@code previews/}, with validation {@code validation.tsv} and {@code best/}, if need be {@code
 * warnings.txt} and, when done, {@code model/}. Locked while a training uses it, so that two never
 * write to the same.
 */
public final class RunFolder implements AutoCloseable {
  private static final String CHECKPOINT = "step-(\\d{8})\\.safetensors";
  private static final int CHECKPOINTS_KEPT = 2;

  private static final String CONFIG = "config.json";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String BEST = "best";
  private static final String WARNINGS = "warnings.txt";

  private final Path folder;
  private final String identity;
  private final FileChannel lockFile;
  private final FileLock lock;

  private RunFolder(Path folder, String identity) {
    this.folder = folder;
    this.identity = identity;
    try {
      Files.createDirectories(folder);
      lockFile =
          FileChannel.open(
              folder.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = tryLock();
    } catch (IOException e) {
      throw new UncheckedIOException("could not lock " + folder + ": " + e.getMessage(), e);
    }
    if (lock == null) {
      closeLockFile();
      throw new BadInputException(
          folder,
          "a run folder that nobody uses",
          "another training at work in it",
          "wait for it or choose another folder");
    }
  }

  private FileLock tryLock() throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this JVM: the caller says so to the user
    }
  }

  private void closeLockFile() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not unlock " + folder, e);
    }
  }

  /**
   * A new run; the folder must not exist or be empty.
   *
   * @param config what the run is; written to {@code config.json}
   * @param mayDiffer members of {@code config} that a resumed part may have otherwise
   */
  public static RunFolder create(Path folder, JsonObject config, List<String> mayDiffer) {
    requireNoRun(folder);
    WholeFolder.requireFree(folder);
    RunFolder run = new RunFolder(folder, identity(config, mayDiffer));
    WholeFile.writeText(folder.resolve(CONFIG), pretty(config));
    return run;
  }

  private static void requireNoRun(Path folder) {
    if (!Files.isRegularFile(folder.resolve(CONFIG))) return;
    throw new BadInputException(
        folder,
        "a folder for a new run",
        "a run that was begun before",
        "go on with it by resume=true, begin anew by ifexists=replace, or choose another name");
  }

  /**
   * A new run in the place of an earlier one, which is deleted.
   *
   * @throws BadInputException if the folder holds files but no {@code config.json}, or if a
   *     training is at work in it; nothing is deleted then
   */
  public static RunFolder replace(Path folder, JsonObject config, List<String> mayDiffer) {
    if (Files.isRegularFile(folder.resolve(CONFIG))) {
      new RunFolder(folder, "").close(); // refuses if it is in use
      WholeFolder.deleteTree(folder);
    }
    return create(folder, config, mayDiffer);
  }

  /**
   * An existing run, to go on with.
   *
   * @param config what is asked for now; must equal the run's own, member for member, except for
   *     those named in {@code mayDiffer}
   */
  public static RunFolder resume(Path folder, JsonObject config, List<String> mayDiffer) {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          folder, "a run with its config.json", "none", "train without resume first");
    }
    RunFolder run = new RunFolder(folder, identity(config, mayDiffer));
    try {
      requireSame(file, readJson(file), config, mayDiffer);
      run.deleteLeftBehind();
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private static void requireSame(
      Path file, JsonObject old, JsonObject asked, List<String> mayDiffer) {
    Set<String> keys = new LinkedHashSet<>(asked.keySet());
    keys.addAll(old.keySet());
    for (String key : keys) {
      if (mayDiffer.contains(key) || Objects.equals(asked.get(key), old.get(key))) continue;
      throw new BadInputException(
          file,
          key + " " + old.get(key) + " as this run began with",
          String.valueOf(asked.get(key)),
          "resume with the same settings or start a new run");
    }
  }

  private static JsonObject readJson(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new BadInputException(file, "a JSON object", e.getMessage(), "start a new run", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private static String pretty(JsonObject object) {
    return new GsonBuilder().setPrettyPrinting().create().toJson(object) + "\n";
  }

  /** SHA-256 of the config without what may differ: of one identity are parts of one run. */
  private static String identity(JsonObject config, List<String> mayDiffer) {
    JsonObject fixed = config.deepCopy();
    mayDiffer.forEach(fixed::remove);
    try {
      byte[] text = fixed.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** What its checkpoints carry, so that none of another run is taken for one of this. */
  String identity() {
    return identity;
  }

  /** Where the trained model goes. */
  public Path model() {
    return folder.resolve("model");
  }

  /** Where a picture of the state at a step goes. */
  public Path preview(long step) {
    return folder.resolve("previews").resolve("train-step-%08d.png".formatted(step));
  }

  /** Where the losses go, a line a step. */
  public Path log() {
    return folder.resolve("log.tsv");
  }

  /** Where the measurements on held-out examples go, a line each. */
  public Path validationLog() {
    return folder.resolve("validation.tsv");
  }

  /** Where it stands what is odd about the run. */
  Path warnings() {
    return folder.resolve(WARNINGS);
  }

  /** What is odd about a run, a line each; nothing if there is no such run. */
  public static List<String> warningsOf(Path folder) {
    return RunWarnings.read(folder.resolve(WARNINGS));
  }

  /** The checkpoint file of a step. */
  public Path checkpoint(long step) {
    return folder.resolve(CHECKPOINTS).resolve(fileOf(step));
  }

  /** The weights that were best so far when that step had been made. */
  public Path best(long step) {
    return folder.resolve(BEST).resolve(fileOf(step));
  }

  private static String fileOf(long step) {
    return "step-%08d.safetensors".formatted(step);
  }

  /** The newest checkpoint, if there is one. */
  public Optional<Path> newestCheckpoint() {
    List<Path> all = checkpoints();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Deletes all but the newest checkpoints; call it only when the newest is complete. */
  public void deleteOldCheckpoints() {
    List<Path> all = checkpoints();
    all.subList(0, Math.max(0, all.size() - CHECKPOINTS_KEPT)).forEach(RunFolder::delete);
  }

  /**
   * Deletes the best weights of other steps; call it only when those named are complete, and no
   * checkpoint that is kept speaks of others.
   */
  void deleteBestOtherThan(Set<Long> steps) {
    Set<Path> kept = steps.stream().map(this::best).collect(Collectors.toSet());
    filesIn(folder.resolve(BEST), CHECKPOINT).stream()
        .filter(file -> !kept.contains(file))
        .forEach(RunFolder::delete);
  }

  /** What a process that was killed has left half-written; nobody else works in the folder. */
  private void deleteLeftBehind() {
    for (String name : List.of(CHECKPOINTS, BEST, "previews")) {
      filesIn(folder.resolve(name), "\\.tmp-\\d+-.*").forEach(RunFolder::delete);
    }
  }

  private List<Path> checkpoints() {
    return filesIn(folder.resolve(CHECKPOINTS), CHECKPOINT);
  }

  /** By name; none if there is no such folder. */
  private static List<Path> filesIn(Path folder, String pattern) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
      Files.deleteIfExists(folder.resolve("run.lock"));
    } catch (IOException e) {
      throw new UncheckedIOException("could not unlock " + folder, e);
    }
  }
}
