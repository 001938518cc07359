// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.voxel2pixel.Progress;

/**
 * How an output came to be, enough to make it again.
 *
 * @param version of Voxel2Pixel
 * @param command what was run, such as "Prepare Dataset"
 * @param parameters every parameter with its value, in the command's order
 * @param seed of all that is random in it; 0 where nothing is
 * @param inputHashes file name to SHA-256, lower-case hexadecimal
 * @param machine what it ran on, such as "Linux amd64, 8 processors, Java 17.0.9"
 */
public record Provenance(
    String version,
    String command,
    Map<String, String> parameters,
    long seed,
    Map<String, String> inputHashes,
    String machine) {

  public Provenance {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    inputHashes = Collections.unmodifiableMap(new LinkedHashMap<>(inputHashes));
  }

  /** By this version of Voxel2Pixel ("development" where it does not run from its jar). */
  public static Provenance of(
      String command, Map<String, String> parameters, long seed, Map<String, String> inputHashes) {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return new Provenance(
        version == null ? "development" : version,
        command,
        parameters,
        seed,
        inputHashes,
        thisMachine());
  }

  private static String thisMachine() {
    return "%s %s, %d processors, Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"));
  }

  /** The same with more inputs. */
  public Provenance withInputs(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(inputHashes);
    all.putAll(more);
    return new Provenance(version, command, parameters, seed, all, machine);
  }

  /** As an object with the components' names as keys. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("version", version);
    json.addProperty("command", command);
    json.add("parameters", objectOf(parameters));
    json.addProperty("seed", seed);
    json.add("inputHashes", objectOf(inputHashes));
    json.addProperty("machine", machine);
    return json;
  }

  /** The inverse of {@link #toJson}; missing keys are read as empty. */
  public static Provenance ofJson(JsonObject json) {
    return new Provenance(
        json.has("version") ? json.get("version").getAsString() : "",
        json.has("command") ? json.get("command").getAsString() : "",
        mapOf(json, "parameters"),
        json.has("seed") ? json.get("seed").getAsLong() : 0,
        mapOf(json, "inputHashes"),
        json.has("machine") ? json.get("machine").getAsString() : "");
  }

  /** For people: one line a fact, as it stands in an image's Info. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append("Voxel2Pixel ").append(version).append('\n');
    text.append("command: ").append(command).append('\n');
    parameters.forEach((key, value) -> text.append(key + ": " + value + "\n"));
    text.append("seed: ").append(seed).append('\n');
    text.append("machine: ").append(machine).append('\n');
    inputHashes.forEach((file, hash) -> text.append("input " + file + ": sha256 " + hash + "\n"));
    return text.toString();
  }

  /** SHA-256 of a file's bytes, lower-case hexadecimal. */
  public static String sha256(Path file) {
    return sha256(file, Progress.silent());
  }

  /** The same of a large file: tells how far it is, and stops when it is to be cancelled. */
  public static String sha256(Path file, Progress progress) {
    MessageDigest digest = newSha256();
    try (InputStream in = Files.newInputStream(file)) {
      long total = Files.size(file);
      long done = 0;
      byte[] buffer = new byte[1 << 20];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        progress.checkCancelled();
        progress.report("hashing " + file.getFileName(), Math.min(done, total), total);
        digest.update(buffer, 0, read);
        done += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static JsonObject objectOf(Map<String, String> map) {
    JsonObject object = new JsonObject();
    map.forEach(object::addProperty);
    return object;
  }

  private static Map<String, String> mapOf(JsonObject json, String key) {
    Map<String, String> map = new LinkedHashMap<>();
    if (!json.has(key)) return map;
    for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject(key).entrySet()) {
      map.put(entry.getKey(), entry.getValue().getAsString());
    }
    return map;
  }
}
