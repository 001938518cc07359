// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.Reference;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * How the numbers of an HDF5 dataset are stored: the IEEE floats of 16, 32 and 64 bits and the
 * whole-byte integers, in either byte order. An enumeration (h5py's bool) is read as its numbers.
 * Numbers of other widths or paddings are not read.
 */
record Hdf5ElementType(NpyType type, ByteOrder order) {

  /** The type of a dataset's elements, empty if they are no numbers that we read. */
  static Optional<Hdf5ElementType> of(DataType stored) {
    if (stored instanceof FixedPoint number) return integer(number);
    if (stored instanceof FloatingPoint number) return real(number);
    if (stored instanceof EnumDataType names) return of(names.getBaseType());
    if (stored instanceof BitField && stored.getSize() == 1) { // bool of PyTables
      return Optional.of(new Hdf5ElementType(NpyType.BOOL, ByteOrder.LITTLE_ENDIAN));
    }
    return Optional.empty();
  }

  private static Optional<Hdf5ElementType> integer(FixedPoint number) {
    if (number.getBitOffset() != 0 || number.getBitPrecision() != 8 * number.getSize()) {
      return Optional.empty();
    }
    return NpyType.ofCode((number.isSigned() ? "i" : "u") + number.getSize())
        .map(type -> new Hdf5ElementType(type, number.getByteOrder()));
  }

  private static Optional<Hdf5ElementType> real(FloatingPoint number) {
    int mantissa =
        switch (number.getSize()) {
          case 2 -> 10;
          case 4 -> 23;
          case 8 -> 52;
          default -> -1;
        };
    int exponent = 8 * number.getSize() - 1 - mantissa;
    boolean ieee =
        number.getBitOffset() == 0
            && number.getBitPrecision() == 8 * number.getSize()
            && number.getSignLocation() == 8 * number.getSize() - 1
            && number.getMantissaLocation() == 0
            && number.getMantissaSize() == mantissa
            && number.getExponentLocation() == mantissa
            && number.getExponentSize() == exponent
            && number.getExponentBias() == (1 << (exponent - 1)) - 1;
    if (!ieee) return Optional.empty();
    return NpyType.ofCode("f" + number.getSize())
        .map(type -> new Hdf5ElementType(type, number.getByteOrder()));
  }

  /** A stored type in words, for messages. */
  static String describe(DataType stored) {
    Optional<Hdf5ElementType> number = of(stored);
    if (number.isPresent()) return number.get().type().name().toLowerCase(Locale.ROOT);
    if (stored instanceof StringData) return "text";
    if (stored instanceof VariableLength list) {
      return list.isVariableLengthString() ? "text" : "lists of varying length";
    }
    if (stored instanceof CompoundDataType fields) {
      return "a compound of " + fields.getMembers().stream().map(m -> m.getName()).toList();
    }
    if (stored instanceof Reference) return "references to other objects";
    if (stored instanceof FixedPoint || stored instanceof FloatingPoint) {
      return "numbers of an unusual width (" + 8 * stored.getSize() + " bits)";
    }
    return stored.getClass().getSimpleName().replace("DataType", "").toLowerCase(Locale.ROOT)
        + " elements";
  }
}
