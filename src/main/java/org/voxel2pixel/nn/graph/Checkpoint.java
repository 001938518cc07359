// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.weights.Safetensors;
import org.voxel2pixel.nn.weights.TensorEntry;

/**
 * Every variable of a graph but frozen ones in one safetensors file: weights, moving statistics,
 * optimizer slots; resumed from it, a run goes on bit for bit as if it had never stopped. Weights
 * of {@link Role#FROZEN} are not in it: they come from a file of their own when a session is
 * initialised, and {@code restore} leaves them as they are.
 *
 * <p>The metadata hold the caller's pairs, {@code voxel2pixel.checkpoint} with the format's
 * version, and {@code voxel2pixel.sha256}: the SHA-256 of the header, with 64 zeros in the place of
 * this number, followed by the data. So a change of any bit is found, in the metadata too.
 */
public final class Checkpoint {
  static final String VERSION_KEY = "voxel2pixel.checkpoint";
  static final String SUM_KEY = "voxel2pixel.sha256";
  private static final String VERSION = "1";
  private static final String NO_SUM = "0".repeat(64);

  private Checkpoint() {}

  /** {@link #save(NetworkState, Path, Map)} of the session's variables as they are now. */
  public static void save(NetworkSession session, Path file, Map<String, String> metadata) {
    save(NetworkState.of(session), file, metadata);
  }

  /**
   * Writes the whole file or nothing; an older one of that name stays until the new one is done.
   * The values are asked for twice, one variable in memory at a time.
   *
   * @param metadata what else a resumed run needs to know, such as its step
   */
  public static void save(NetworkState state, Path file, Map<String, String> metadata) {
    Map<String, String> all = withOwnKeys(metadata);
    Map<String, NetworkState.Entry> entries = new LinkedHashMap<>();
    state.entries().forEach(entry -> entries.put(entry.name(), entry));
    List<Safetensors.Source> tensors =
        state.entries().stream().map(e -> new Safetensors.Source(e.name(), e.dims())).toList();
    MessageDigest digest = sha256();
    digest.update(Safetensors.headerOf(all, tensors));
    for (NetworkState.Entry entry : state.entries()) {
      Safetensors.forEachChunk(entry.values().get(), digest::update);
    }
    all.put(SUM_KEY, HexFormat.of().formatHex(digest.digest()));
    Safetensors.write(file, all, tensors, tensor -> entries.get(tensor.name()).values().get());
  }

  private static Map<String, String> withOwnKeys(Map<String, String> metadata) {
    Map<String, String> all = new LinkedHashMap<>(metadata);
    boolean taken = all.put(VERSION_KEY, VERSION) != null | all.put(SUM_KEY, NO_SUM) != null;
    if (taken)
      throw new IllegalArgumentException("metadata hold " + VERSION_KEY + " or " + SUM_KEY);
    return all;
  }

  /**
   * Sets every variable of the session's graph to its value in the file. Nothing is changed unless
   * the file is whole and of the same network.
   *
   * @return the metadata given to {@link #save}
   * @throws BadInputException if the file is damaged or holds other tensors than the graph has
   */
  public static Map<String, String> restore(NetworkSession session, Path file) {
    return restore(session, file, Others.REFUSED);
  }

  /**
   * Sets every variable of the session's graph to its value in the file, which may hold others too:
   * what an inference graph, which has no optimizer and perhaps no discriminator, takes from a
   * training run.
   *
   * @return the metadata given to {@link #save}
   * @throws BadInputException if the file is damaged, or lacks a variable or has it in another
   *     shape
   */
  public static Map<String, String> restoreWeights(NetworkSession session, Path file) {
    return restore(session, file, Others.ALLOWED);
  }

  /** Whether a file may hold tensors that the graph does not have. */
  private enum Others {
    ALLOWED,
    REFUSED
  }

  private static Map<String, String> restore(NetworkSession session, Path file, Others others) {
    try (Safetensors tensors = Safetensors.open(file)) {
      checkSum(file, tensors);
      checkSameNetwork(file, tensors, session.network().variables(), others);
      for (Variable variable : session.network().variables().stored()) {
        session.assign(variable, tensors.read(tensors.tensors().get(variable.name())));
      }
      return callersMetadata(tensors);
    }
  }

  /**
   * The metadata given to {@link #save}.
   *
   * @throws BadInputException if the file is damaged
   */
  public static Map<String, String> metadata(Path file) {
    try (Safetensors tensors = Safetensors.open(file)) {
      checkSum(file, tensors);
      return callersMetadata(tensors);
    }
  }

  private static Map<String, String> callersMetadata(Safetensors tensors) {
    Map<String, String> metadata = new LinkedHashMap<>(tensors.metadata());
    metadata.keySet().removeAll(List.of(VERSION_KEY, SUM_KEY));
    return metadata;
  }

  private static void checkSum(Path file, Safetensors tensors) {
    String version = tensors.metadata().get(VERSION_KEY);
    String stored = tensors.metadata().get(SUM_KEY);
    if (!VERSION.equals(version) || stored == null) {
      throw new BadInputException(
          file,
          "a Voxel2Pixel checkpoint of version " + VERSION,
          version == null ? "a safetensors file of another origin" : "version " + version,
          "choose a file that this version's training wrote");
    }
    MessageDigest digest = sha256();
    digest.update(withoutSum(tensors.headerBytes(), stored));
    tensors.forEachDataChunk((ByteBuffer chunk) -> digest.update(chunk));
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(stored)) {
      throw new BadInputException(
          file,
          "SHA-256 " + stored,
          actual + ": the checkpoint is damaged",
          "resume from an older checkpoint");
    }
  }

  /** The header as it was summed: the number itself replaced by zeros. */
  private static byte[] withoutSum(byte[] header, String sum) {
    // One char a byte, so that offsets stay those of the bytes whatever the encoding.
    String text = new String(header, StandardCharsets.ISO_8859_1);
    return text.replace("\"" + sum + "\"", "\"" + NO_SUM + "\"")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void checkSameNetwork(
      Path file, Safetensors tensors, Variables variables, Others others) {
    CheckpointDifference difference = new CheckpointDifference();
    for (Variable variable : variables.stored()) {
      TensorEntry entry = tensors.tensors().get(variable.name());
      if (entry == null) {
        difference.missing(variable.toString());
      } else if (!Arrays.equals(entry.dims(), variable.dims())) {
        difference.otherShape(variable.toString(), Dims.text(entry.dims()));
      }
    }
    for (TensorEntry entry : tensors.tensors().values()) {
      boolean known = variables.find(entry.name()).filter(variables.stored()::contains).isPresent();
      if (others == Others.REFUSED && !known) {
        difference.unknown(entry.name() + " " + Dims.text(entry.dims()));
      }
    }
    difference.throwIfAny(file);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
