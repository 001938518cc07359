// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.DataSpaceMessage;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.voxel2pixel.BadInputException;

/**
 * The groups of an HDF5 file and what is in them, by paths such as {@code group/name}. Links, soft
 * or external, are not followed. What cannot be read does not hide what is beside it.
 */
final class Hdf5Tree {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_NAMES = 100_000;

  private final Hdf5Storage storage;

  /** What a path leads to. */
  enum Kind {
    NOTHING,
    GROUP,
    DATASET,
    /** Such as a type without data. */
    OTHER,
    /** Damaged, or of a version that jhdf does not know. */
    UNREADABLE
  }

  Hdf5Tree(Hdf5Storage storage) {
    this.storage = storage;
  }

  /** Paths of all datasets, those that cannot be read too, in natural order within each group. */
  List<String> datasets() {
    List<String> names = new ArrayList<>();
    addDatasets(storage.rootAddress(), "", new ArrayDeque<>(), names);
    return List.copyOf(names);
  }

  private void addDatasets(long group, String prefix, Deque<Long> above, List<String> names) {
    if (above.contains(group)) return; // a group may be a member of itself
    above.push(group);
    if (names.size() > MOST_NAMES || above.size() > MOST_DEPTH) {
      throw new BadInputException(
          storage.file(),
          "at most " + MOST_NAMES + " datasets in groups " + MOST_DEPTH + " deep",
          "more",
          "export what you need to a file of its own");
    }
    Hdf5Links.of(headerAt(group), storage)
        .forEach(
            (name, member) -> {
              if (member.address().isEmpty()) return;
              long address = member.address().getAsLong();
              Kind kind = kindAt(address);
              if (kind == Kind.GROUP) addDatasets(address, prefix + name + "/", above, names);
              else if (kind != Kind.OTHER) names.add(prefix + name);
            });
    above.pop();
  }

  /** Names of the datasets and groups in a group, "" being the root; none if it is no group. */
  List<String> children(String group) {
    OptionalLong address = find(group);
    if (address.isEmpty() || kindAt(address.getAsLong()) != Kind.GROUP) return List.of();
    return Hdf5Links.of(headerAt(address.getAsLong()), storage).entrySet().stream()
        .filter(member -> member.getValue().address().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * @throws BadInputException if the path leads over a link
   */
  Kind kind(String path) {
    OptionalLong address = find(path);
    return address.isEmpty() ? Kind.NOTHING : kindAt(address.getAsLong());
  }

  /** The header of a dataset or group that is there. */
  ObjectHeader header(String path) {
    return headerAt(find(path).orElseThrow());
  }

  private Kind kindAt(long address) {
    ObjectHeader header;
    try {
      header = headerAt(address);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      return Kind.UNREADABLE; // why is told when somebody asks for it
    }
    if (header.hasMessageOfType(DataSpaceMessage.class)) return Kind.DATASET;
    return Hdf5Links.isGroup(header) ? Kind.GROUP : Kind.OTHER;
  }

  private ObjectHeader headerAt(long address) {
    return ObjectHeader.readObjectHeader(storage, address);
  }

  private OptionalLong find(String path) {
    long address = storage.rootAddress();
    if (path.isEmpty()) return OptionalLong.of(address);
    for (String part : path.split("/", -1)) {
      if (kindAt(address) != Kind.GROUP) return OptionalLong.empty();
      Hdf5Links.Member member = Hdf5Links.of(headerAt(address), storage).get(part);
      if (member == null) return OptionalLong.empty();
      if (member.address().isEmpty()) {
        throw new BadInputException(
            storage.file() + ", " + path,
            "a dataset of this file",
            "a link to " + member.target() + " (links are not followed)",
            "name what it points to, in its own file");
      }
      address = member.address().getAsLong();
    }
    return OptionalLong.of(address);
  }
}
