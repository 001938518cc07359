// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;

/** Settings records to and from JSON, and overridden one value at a time. */
public final class SettingsJson {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private SettingsJson() {}

  /** The record as an object, one member a component, in the components' order. */
  public static JsonObject of(Record settings) {
    return GSON.toJsonTree(settings).getAsJsonObject();
  }

  /**
   * The record that the object holds; the record's own constructor checks the values.
   *
   * @param where the file it came from, for the error
   */
  public static <T extends Record> T read(JsonObject object, Class<T> type, Object where) {
    try {
      return GSON.fromJson(object, type);
    } catch (JsonParseException | NullPointerException e) {
      throw new BadInputException(
          where, "the values of a " + type.getSimpleName(), e.getMessage(), "write it anew", e);
    } catch (RuntimeException e) {
      // Gson wraps what a record's constructor throws; the user wants the message inside.
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof BadInputException bad) throw bad;
      }
      throw e;
    }
  }

  /**
   * The same settings with some values replaced.
   *
   * @param overrides component name to value, numbers with a point, lists as {@code [64,128]}
   * @throws BadInputException for an unknown name, a value of another kind, or one out of range
   */
  public static <T extends Record> T override(T settings, Map<String, String> overrides) {
    JsonObject object = of(settings);
    overrides.forEach(
        (name, text) -> {
          JsonElement old = object.get(name);
          if (old == null) {
            throw new BadInputException(
                "override " + name, "one of " + object.keySet(), "no such setting", "correct it");
          }
          requireConstant(settings.getClass(), name, text);
          object.add(name, parse(name, text, old));
        });
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) settings.getClass();
    return read(object, type, "overrides");
  }

  /** Parses {@code name=value} pairs apart by spaces; lists carry no spaces. */
  public static Map<String, String> parsePairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.trim().split("\\s+")) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new BadInputException(
            "override", "name=value pairs apart by spaces", "'" + pair + "'", "correct it");
      }
      if (pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw new BadInputException(
            "override", "each name once", "'" + pair + "' again", "remove one");
      }
    }
    return pairs;
  }

  /** Of an enumeration Gson would make nothing of a constant that there is not. */
  private static void requireConstant(Class<? extends Record> settings, String name, String text) {
    for (RecordComponent component : settings.getRecordComponents()) {
      if (!component.getName().equals(name) || !component.getType().isEnum()) continue;
      List<String> names =
          Arrays.stream(component.getType().getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .toList();
      if (names.contains(text)) return;
      throw new BadInputException(
          "override " + name, "one of " + names, "'" + text + "'", "choose one of them");
    }
  }

  private static JsonElement parse(String name, String text, JsonElement old) {
    if (old.isJsonPrimitive() && old.getAsJsonPrimitive().isString()) {
      return GSON.toJsonTree(text);
    }
    try {
      JsonElement value = JsonParser.parseString(text);
      boolean sameKind =
          old.isJsonArray()
              ? value.isJsonArray()
              : value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
      if (sameKind) return value;
    } catch (JsonParseException e) {
      throw wrongKind(name, text, old, e);
    }
    throw wrongKind(name, text, old, null);
  }

  private static BadInputException wrongKind(
      String name, String text, JsonElement old, Throwable cause) {
    String expected = old.isJsonArray() ? "a list such as " + old : "a number such as " + old;
    return new BadInputException(
        "override " + name, expected, "'" + text + "'", "correct it", cause);
  }
}
