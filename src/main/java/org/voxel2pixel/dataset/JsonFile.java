// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxel2pixel.BadInputException;

/**
 * JSON as RFC 8259 has it: no comments, no NaN, no key twice, at most 64 levels deep. What is wrong
 * is refused with the line and column.
 */
public final class JsonFile {
  private static final int MAX_DEPTH = 64;
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private JsonFile() {}

  /** Reads a file that holds one object. */
  public static JsonObject read(Path file) {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        JsonReader reader = new JsonReader(text)) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(MAX_DEPTH);
      JsonElement element = element(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT || !element.isJsonObject()) {
        throw new BadInputException(
            file, "one JSON object", "something else" + reader.getPath(), "check the file");
      }
      return element.getAsJsonObject();
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new BadInputException(
          file, "a JSON object", String.valueOf(e.getMessage()), "repair the file", e);
    }
  }

  /** For people and machines: indented, a line end last. */
  public static String toText(JsonObject json) {
    return PRETTY.toJson(json) + "\n";
  }

  private static JsonElement element(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> new JsonPrimitive(new BigDecimal(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new IllegalStateException("unexpected " + reader.peek());
    };
  }

  private static JsonObject object(JsonReader reader) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (object.has(key)) {
        throw new IllegalStateException("key \"" + key + "\" twice at path " + reader.getPath());
      }
      object.add(key, element(reader));
    }
    reader.endObject();
    return object;
  }

  private static JsonArray array(JsonReader reader) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) array.add(element(reader));
    reader.endArray();
    return array;
  }
}
