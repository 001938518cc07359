// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.FractalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes of an HDF5 group or dataset (HDF5 File Format Specification 3.0, IV.A.2.m). */
final class Hdf5Attributes {
  private static final long UNDEFINED_ADDRESS = -1;

  private Hdf5Attributes() {}

  /** Each attribute's value as text; "" where it is empty or a list. */
  static Map<String, String> of(ObjectHeader header, Hdf5Storage storage) {
    List<AttributeMessage> messages = new ArrayList<>();
    messages.addAll(header.getMessagesOfType(AttributeMessage.class));
    for (AttributeInfoMessage index : header.getMessagesOfType(AttributeInfoMessage.class)) {
      if (index.getFractalHeapAddress() != UNDEFINED_ADDRESS) addDense(index, storage, messages);
    }
    Map<String, String> values = new LinkedHashMap<>();
    messages.forEach(message -> values.put(message.getName(), text(message, storage)));
    return values;
  }

  private static void addDense(
      AttributeInfoMessage index, Hdf5Storage storage, List<AttributeMessage> messages) {
    FractalHeap heap = new FractalHeap(storage, index.getFractalHeapAddress());
    List<AttributeNameForIndexedAttributesRecord> records =
        new BTreeV2<AttributeNameForIndexedAttributesRecord>(
                storage, index.getAttributeNameBTreeAddress())
            .getRecords();
    for (AttributeNameForIndexedAttributesRecord record : records) {
      messages.add(
          new AttributeMessage(heap.getId(record.getHeapId()), storage, record.getFlags()));
    }
  }

  private static String text(AttributeMessage message, Hdf5Storage storage) {
    boolean single = message.getDataSpace().getTotalLength() == 1;
    if (!single || message.getDataBuffer() == null) return "";
    Object value =
        DatasetReader.readDataset(
            message.getDataType(), message.getDataBuffer(), new int[0], storage);
    return String.valueOf(value);
  }
}
