// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.voxel2pixel.BadInputException;

/** Tells the formats of weights files apart by their content. */
final class WeightsFormats {
  private static final int FIRST_BYTES = 512;

  private WeightsFormats() {}

  static WeightsFile open(Path path) {
    if (Files.isDirectory(path)) return SavedModelWeights.ofFolder(path);
    Function<Path, WeightsFile> opener;
    try (BoundedFile file = BoundedFile.open(path)) {
      opener = opener(file);
    }
    return opener.apply(path);
  }

  private static Function<Path, WeightsFile> opener(BoundedFile file) {
    byte[] first = file.first(FIRST_BYTES);
    if (Hdf5Bytes.signatureAt(file) >= 0) return KerasWeights::open;
    if (ForeignFile.isZip(first)) return NpzWeights::open;
    if (isSafetensors(first, file.size())) return SafetensorsWeights::open;
    if (BundleIndex.isTable(file)) return SavedModelWeights::ofIndex;
    if (CompressedSqueezeNet.isOne(file)) return CompressedSqueezeNet::open;
    ForeignFile.refuse(file.path(), first);
    if (isCaffeModel(first)) return CaffeModel::open;
    throw new BadInputException(
        file.path(),
        "a .caffemodel, .safetensors, .npz, Keras .h5, SavedModel or compressed SqueezeNet",
        file.size() + " bytes that begin with " + ForeignFile.shown(first),
        "name a weights file of one of these formats");
  }

  /** A header length that the file can hold, and the header's brace. */
  private static boolean isSafetensors(byte[] first, long size) {
    if (first.length <= Long.BYTES || first[Long.BYTES] != '{') return false;
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return length >>> 48 == 0 || length > size; // text would be far longer
  }

  /** Begins with the key of NetParameter's name, layers (V1) or layer. */
  private static boolean isCaffeModel(byte[] first) {
    if (first.length < 2) return false;
    return first[0] == 0x0a || first[0] == 0x12 || first[0] == (byte) 0xa2 && first[1] == 0x06;
  }
}
