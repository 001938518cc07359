// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;

/**
 * A {@code .caffemodel}: Caffe's NetParameter message with its layers' blobs (caffe.proto of
 * BVLC/caffe). Blob {@code n} of a layer is named {@code LAYER.n}: 0 the weights, 1 the bias.
 *
 * <p>Read are layers of all ages: LayerParameter (field 100), V1LayerParameter (field 2) and the
 * V0LayerParameter within it; and blobs of the C3D branch, which number their fields otherwise
 * ({@link CaffeBlob}). Files above 2 GB, which protobuf's own readers refuse, are read too.
 */
final class CaffeModel implements WeightsFile {
  private static final int MOST_TENSORS = 100_000;
  private static final int WINDOW_BYTES = 1 << 16;

  private static final int NET_NAME = 1;
  private static final int NET_V1_LAYERS = 2;
  private static final int NET_LAYER = 100;

  private final BoundedFile file;
  private final ProtoMessage.Source bytes;
  private final Map<String, CaffeBlob> blobs = new LinkedHashMap<>();
  private String networkName = "";

  /** Field numbers of a layer of one age; 0 = it has none. */
  private enum LayerFields {
    NEW(1, 7, 0),
    V1(4, 6, 1),
    V0(1, 50, 0);

    private final int name;
    private final int blobs;
    private final int v0;

    LayerFields(int name, int blobs, int v0) {
      this.name = name;
      this.blobs = blobs;
      this.v0 = v0;
    }
  }

  /** What the layers of a file have been found to hold. */
  private static final class FoundLayer {
    private String name = "";
    private final List<ProtoMessage> blobs = new ArrayList<>();
  }

  private CaffeModel(BoundedFile file) {
    this.file = file;
    this.bytes = window(file);
  }

  /**
   * @throws BadInputException if it is no whole NetParameter with weights
   */
  static CaffeModel open(Path path) {
    BoundedFile file = BoundedFile.open(path);
    CaffeModel model = new CaffeModel(file);
    boolean whole = false;
    try {
      model.scan();
      if (model.blobs.isEmpty()) {
        throw malformed(file, "no layer with weights (a solver state, or a network's plan?)", null);
      }
      whole = true;
      return model;
    } catch (ProtoMessage.Malformed e) {
      throw malformed(file, e.getMessage(), e);
    } finally {
      if (!whole) file.close();
    }
  }

  private static BadInputException malformed(BoundedFile file, String found, Exception cause) {
    return new BadInputException(
        file.path(),
        "a whole .caffemodel",
        found + " in a file of " + file.size() + " bytes",
        BoundedFile.REMEDY,
        cause);
  }

  private static ProtoMessage.Source window(BoundedFile file) {
    return new ProtoMessage.Source() {
      private ByteBuffer window = ByteBuffer.allocate(0);
      private long start;

      @Override
      public byte at(long position) {
        if (position < start || position >= start + window.limit()) {
          start = position;
          window = file.read(position, (int) Math.min(WINDOW_BYTES, file.size() - position));
        }
        return window.get((int) (position - start));
      }
    };
  }

  private void scan() throws ProtoMessage.Malformed {
    ProtoMessage net = new ProtoMessage(bytes, 0, file.size());
    while (net.next()) {
      if (net.is(NET_NAME, ProtoMessage.BYTES)) networkName = net.text();
      if (net.is(NET_V1_LAYERS, ProtoMessage.BYTES)) addLayer(net.message(), LayerFields.V1);
      if (net.is(NET_LAYER, ProtoMessage.BYTES)) addLayer(net.message(), LayerFields.NEW);
    }
  }

  private void addLayer(ProtoMessage layer, LayerFields fields) throws ProtoMessage.Malformed {
    FoundLayer found = new FoundLayer();
    find(layer, fields, found);
    for (int i = 0; i < found.blobs.size(); i++) {
      String name = found.name + "." + i;
      if (blobs.put(name, CaffeBlob.parse(name, found.blobs.get(i))) != null) {
        throw new ProtoMessage.Malformed("two layers named " + found.name);
      }
    }
  }

  private void find(ProtoMessage layer, LayerFields fields, FoundLayer found)
      throws ProtoMessage.Malformed {
    while (layer.next()) {
      if (layer.wire() != ProtoMessage.BYTES) continue;
      if (layer.field() == fields.name) found.name = layer.text();
      if (layer.field() == fields.v0) find(layer.message(), LayerFields.V0, found);
      if (layer.field() == fields.blobs) {
        found.blobs.add(layer.message());
        if (found.blobs.size() + blobs.size() > MOST_TENSORS) {
          throw new ProtoMessage.Malformed("more than " + MOST_TENSORS + " blobs");
        }
      }
    }
  }

  @Override
  public String format() {
    return "caffemodel";
  }

  @Override
  public String networkName() {
    return networkName;
  }

  @Override
  public List<StoredTensor> tensors() {
    return blobs.values().stream().map(CaffeBlob::tensor).toList();
  }

  @Override
  public float[] read(String name) {
    CaffeBlob blob = blobs.get(name);
    if (blob == null) throw new IllegalArgumentException("no tensor " + name);
    try {
      return blob.values(file, bytes);
    } catch (ProtoMessage.Malformed e) {
      throw malformed(file, e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
