// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.voxel2pixel.NaturalOrder;

/**
 * The members of an HDF5 group, by name and address only: jhdf would read all of them at once, and
 * fail for the group where it cannot read one. After the HDF5 File Format Specification 3.0, III.C
 * to III.G.
 */
final class Hdf5Links {
  private static final long UNDEFINED_ADDRESS = -1;
  private static final int SOFT = 2; // cache type of an old group's entry

  /**
   * What a name leads to.
   *
   * @param address of an object in this file, empty for a link
   * @param target of a link, in words; empty for an object
   */
  record Member(OptionalLong address, String target) {
    static Member object(long address) {
      return new Member(OptionalLong.of(address), "");
    }

    static Member link(String target) {
      return new Member(OptionalLong.empty(), target);
    }
  }

  private Hdf5Links() {}

  static boolean isGroup(ObjectHeader header) {
    return header.hasMessageOfType(SymbolTableMessage.class)
        || header.hasMessageOfType(LinkInfoMessage.class);
  }

  /** Members in natural order. */
  static SortedMap<String, Member> of(ObjectHeader group, HdfBackingStorage storage) {
    SortedMap<String, Member> members = new TreeMap<>(NaturalOrder.INSTANCE);
    if (group.hasMessageOfType(SymbolTableMessage.class)) {
      addOld(group.getMessageOfType(SymbolTableMessage.class), storage, members);
    } else {
      addNew(group, storage, members);
    }
    return members;
  }

  private static void addOld(
      SymbolTableMessage table, HdfBackingStorage storage, SortedMap<String, Member> members) {
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    BTreeV1 tree = BTreeV1.createGroupBTree(storage, table.getBTreeAddress());
    for (long child : tree.getChildAddresses()) {
      GroupSymbolTableNode node = new GroupSymbolTableNode(storage, child);
      for (SymbolTableEntry entry : node.getSymbolTableEntries()) {
        members.put(
            text(names, entry.getLinkNameOffset()),
            entry.getCacheType() == SOFT
                ? Member.link(text(names, entry.getLinkValueOffset()))
                : Member.object(entry.getObjectHeaderAddress()));
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

  private static void addNew(
      ObjectHeader group, HdfBackingStorage storage, SortedMap<String, Member> members) {
    LinkInfoMessage index = group.getMessageOfType(LinkInfoMessage.class);
    if (index.getBTreeNameIndexAddress() == UNDEFINED_ADDRESS) {
      group.getMessagesOfType(LinkMessage.class).forEach(link -> add(link, members));
      return;
    }
    FractalHeap heap = new FractalHeap(storage, index.getFractalHeapAddress());
    List<LinkNameForIndexedGroupRecord> records =
        new BTreeV2<LinkNameForIndexedGroupRecord>(storage, index.getBTreeNameIndexAddress())
            .getRecords();
    for (LinkNameForIndexedGroupRecord record : records) {
      add(LinkMessage.fromBuffer(heap.getId(record.getId()), storage.getSuperblock()), members);
    }
  }

  private static void add(LinkMessage link, SortedMap<String, Member> members) {
    members.put(
        link.getLinkName(),
        switch (link.getLinkType()) {
          case HARD -> Member.object(link.getHardLinkAddress());
          case SOFT -> Member.link(link.getSoftLink());
          case EXTERNAL -> Member.link(link.getExternalFile() + ":" + link.getExternalPath());
        });
  }
}
