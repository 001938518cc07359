// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file: free text pairs under {@code __metadata__} and for each
 * tensor {@code {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}}, offsets in bytes
 * from the header's end.
 *
 * <p>Strict: what is not exactly that is refused, since a wrong offset would silently give wrong
 * weights. Tensors must fill the data without gap or overlap.
 *
 * @param metadata free text pairs
 * @param tensors in the order of their data
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, TensorEntry> tensors) {
  private static final String METADATA = "__metadata__";

  SafetensorsHeader {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** What is wrong with a header; the caller knows the file's name. */
  static final class MalformedHeader extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedHeader(String message) {
      super(message);
    }
  }

  static SafetensorsHeader parse(byte[] json, long dataBytes) throws MalformedHeader {
    try (JsonReader in = new JsonReader(new StringReader(utf8(json)))) {
      in.setStrictness(Strictness.STRICT);
      Map<String, String> metadata = Map.of();
      Map<String, TensorEntry> tensors = new LinkedHashMap<>();
      boolean metadataSeen = false;
      in.beginObject();
      while (in.hasNext()) {
        String name = in.nextName();
        if (name.equals(METADATA)) {
          if (metadataSeen) throw new MalformedHeader("two " + METADATA);
          metadataSeen = true;
          metadata = metadata(in);
        } else if (tensors.put(name, tensor(in, name)) != null) {
          throw new MalformedHeader("two tensors " + name);
        }
      }
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) throw new MalformedHeader("text after its end");
      return new SafetensorsHeader(metadata, inDataOrder(tensors, dataBytes));
    } catch (IOException | IllegalStateException | NumberFormatException | ArithmeticException e) {
      throw new MalformedHeader(e.getMessage());
    }
  }

  private static String utf8(byte[] json) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }

  private static Map<String, String> metadata(JsonReader in) throws IOException, MalformedHeader {
    Map<String, String> metadata = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      if (in.peek() != JsonToken.STRING) throw new MalformedHeader("metadata " + key + " no text");
      if (metadata.put(key, in.nextString()) != null) throw new MalformedHeader("two " + key);
    }
    in.endObject();
    return metadata;
  }

  private static TensorEntry tensor(JsonReader in, String name)
      throws IOException, MalformedHeader {
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      switch (key) {
        case "dtype" -> dtype = in.nextString();
        case "shape" -> shape = wholeNumbers(in, name);
        case "data_offsets" -> offsets = wholeNumbers(in, name);
        default -> throw new MalformedHeader("unknown key " + key + " of tensor " + name);
      }
    }
    in.endObject();
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new MalformedHeader("tensor " + name + " lacks dtype, shape or two data_offsets");
    }
    long[] dims = shape.stream().mapToLong(Long::longValue).toArray();
    return checked(
        new TensorEntry(name, dtypeOf(dtype, name), dims, offsets.get(0), offsets.get(1)));
  }

  private static Dtype dtypeOf(String dtype, String name) throws MalformedHeader {
    for (Dtype known : Dtype.values()) {
      if (known.name().equals(dtype)) return known;
    }
    throw new MalformedHeader("tensor " + name + " is " + dtype + ", not F64, F32, F16 or BF16");
  }

  private static List<Long> wholeNumbers(JsonReader in, String name)
      throws IOException, MalformedHeader {
    List<Long> numbers = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      if (in.peek() != JsonToken.NUMBER) throw new MalformedHeader("no number in tensor " + name);
      long number = new BigDecimal(in.nextString()).longValueExact();
      if (number < 0) throw new MalformedHeader("a negative number in tensor " + name);
      numbers.add(number);
    }
    in.endArray();
    return numbers;
  }

  private static TensorEntry checked(TensorEntry t) throws MalformedHeader {
    long bytes = Math.multiplyExact(t.elementCount(), (long) t.dtype().bytes());
    if (t.end() - t.begin() != bytes) {
      throw new MalformedHeader(
          t + " takes " + bytes + " bytes, its data_offsets are " + t.begin() + ", " + t.end());
    }
    return t;
  }

  private static Map<String, TensorEntry> inDataOrder(
      Map<String, TensorEntry> tensors, long dataBytes) throws MalformedHeader {
    List<TensorEntry> sorted = new ArrayList<>(tensors.values());
    sorted.sort(Comparator.comparingLong(TensorEntry::begin).thenComparing(TensorEntry::end));
    Map<String, TensorEntry> ordered = new LinkedHashMap<>();
    long next = 0;
    for (TensorEntry t : sorted) {
      if (t.begin() != next) {
        throw new MalformedHeader(t + " begins at byte " + t.begin() + ", not at " + next);
      }
      next = t.end();
      ordered.put(t.name(), t);
    }
    if (next != dataBytes) {
      throw new MalformedHeader("its tensors end at byte " + next + " of " + dataBytes);
    }
    return ordered;
  }

  /** As JSON, filled up with spaces so that the data begin at a multiple of 8 bytes. */
  byte[] toBytes() {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject();
      if (!metadata.isEmpty()) {
        out.name(METADATA).beginObject();
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
          out.name(pair.getKey()).value(pair.getValue());
        }
        out.endObject();
      }
      for (TensorEntry t : tensors.values()) write(out, t);
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] filled = Arrays.copyOf(json, Math.addExact(json.length, 7) / 8 * 8);
    Arrays.fill(filled, json.length, filled.length, (byte) ' ');
    return filled;
  }

  private static void write(JsonWriter out, TensorEntry t) throws IOException {
    out.name(t.name()).beginObject().name("dtype").value(t.dtype().name());
    out.name("shape").beginArray();
    for (long d : t.dims()) out.value(d);
    out.endArray().name("data_offsets").beginArray();
    out.value(t.begin()).value(t.end()).endArray().endObject();
  }
}
