// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/**
 * The datasets of an HDF5 file by their paths ({@code group/name}), in natural order within each
 * group. Links, soft or external, are not followed. After the HDF5 File Format Specification 3.0,
 * III.A to III.G; jhdf itself would read every object of a group to list one.
 */
final class Hdf5Tensors {
  private static final long UNDEFINED_ADDRESS = -1;
  private static final int SOFT = 2; // cache type of an old group's entry
  private static final int MOST_DEPTH = 32;
  private static final int MOST_OBJECTS = 100_000;

  private final Hdf5Bytes bytes;
  private final Map<String, ObjectHeader> datasets = new LinkedHashMap<>();
  private final Deque<Long> above = new ArrayDeque<>();
  private int objects;

  private Hdf5Tensors(Hdf5Bytes bytes) {
    this.bytes = bytes;
  }

  /** Headers of all datasets. */
  static Map<String, ObjectHeader> of(Hdf5Bytes bytes) {
    Hdf5Tensors tensors = new Hdf5Tensors(bytes);
    tensors.addFrom(tensors.rootAddress(), "");
    return tensors.datasets;
  }

  private long rootAddress() {
    if (bytes.getSuperblock() instanceof SuperblockV0V1 old) {
      long entry = old.getRootGroupSymbolTableAddress() - old.getBaseAddressByte();
      return new SymbolTableEntry(bytes, entry).getObjectHeaderAddress();
    }
    return ((SuperblockV2V3) bytes.getSuperblock()).getRootGroupObjectHeaderAddress();
  }

  private void addFrom(long address, String path) {
    if (above.contains(address)) return; // a group may be a member of itself
    if (++objects > MOST_OBJECTS || above.size() > MOST_DEPTH) {
      throw new BadInputException(
          bytes.file().path(),
          "at most " + MOST_OBJECTS + " objects in groups " + MOST_DEPTH + " deep",
          "more",
          BoundedFile.REMEDY);
    }
    ObjectHeader header = ObjectHeader.readObjectHeader(bytes, address);
    if (header.hasMessageOfType(DataSpaceMessage.class)) {
      datasets.put(path, header);
      return;
    }
    above.push(address);
    members(header)
        .forEach((name, member) -> addFrom(member, path.isEmpty() ? name : path + "/" + name));
    above.pop();
  }

  private Map<String, Long> members(ObjectHeader group) {
    Map<String, Long> members = new TreeMap<>(NaturalOrder.INSTANCE);
    if (group.hasMessageOfType(SymbolTableMessage.class)) {
      addOld(group.getMessageOfType(SymbolTableMessage.class), members);
    } else if (group.hasMessageOfType(LinkInfoMessage.class)) {
      addNew(group, members);
    }
    return members;
  }

  private void addOld(SymbolTableMessage table, Map<String, Long> members) {
    ByteBuffer names = new LocalHeap(bytes, table.getLocalHeapAddress()).getDataBuffer();
    BTreeV1 tree = BTreeV1.createGroupBTree(bytes, table.getBTreeAddress());
    for (long child : tree.getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(bytes, child).getSymbolTableEntries()) {
        if (entry.getCacheType() == SOFT) continue;
        members.put(text(names, entry.getLinkNameOffset()), entry.getObjectHeaderAddress());
      }
    }
  }

  private static String text(ByteBuffer bytes, int start) {
    int end = start;
    while (bytes.get(end) != 0) end++;
    byte[] text = new byte[end - start];
    bytes.get(start, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void addNew(ObjectHeader group, Map<String, Long> members) {
    LinkInfoMessage index = group.getMessageOfType(LinkInfoMessage.class);
    if (index.getBTreeNameIndexAddress() == UNDEFINED_ADDRESS) {
      group.getMessagesOfType(LinkMessage.class).forEach(link -> add(link, members));
      return;
    }
    FractalHeap heap = new FractalHeap(bytes, index.getFractalHeapAddress());
    BTreeV2<LinkNameForIndexedGroupRecord> tree =
        new BTreeV2<>(bytes, index.getBTreeNameIndexAddress());
    for (LinkNameForIndexedGroupRecord record : tree.getRecords()) {
      add(LinkMessage.fromBuffer(heap.getId(record.getId()), bytes.getSuperblock()), members);
    }
  }

  private static void add(LinkMessage link, Map<String, Long> members) {
    if (link.getLinkType() == LinkMessage.LinkType.HARD) {
      members.put(link.getLinkName(), link.getHardLinkAddress());
    }
  }
}
