// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import org.voxel2pixel.BadInputException;

/**
 * An array of numbers of any dimensions, in C order: the last index runs fastest.
 *
 * <p>{@code values} is shared, not copied: these arrays fill a good part of memory.
 *
 * @param shape length of each dimension
 * @param values {@code [i0][i1]...[in]} with the strides of {@code shape}
 */
public record NumericArray(int[] shape, float[] values) {

  /** Numbers that one array can hold in Java. */
  static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  public NumericArray {
    shape = shape.clone();
    long count = length(shape);
    if (count != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " needs " + count + " values, was " + values.length);
    }
  }

  /**
   * The shape of an array that is to be held in memory.
   *
   * @param what file and name, for messages
   * @throws BadInputException if it has more than 2^31 - 9 elements
   */
  static int[] shapeInMemory(Object what, long... shape) {
    try {
      int[] lengths = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
      length(lengths);
      return lengths;
    } catch (ArithmeticException e) {
      throw new BadInputException(
          what,
          "at most " + MOST_ELEMENTS + " numbers",
          "shape " + Arrays.toString(shape),
          "split the array, or leave out what is not needed",
          e);
    }
  }

  /** Elements of a shape; throws ArithmeticException where they are too many for one array. */
  static int length(int... shape) {
    long count = 1;
    for (int length : shape) count = Math.multiplyExact(count, length);
    if (count > MOST_ELEMENTS) throw new ArithmeticException(count + " elements");
    return (int) count;
  }

  /** From values whose first index runs fastest, as MATLAB and Fortran keep them. */
  static NumericArray ofColumnMajor(int[] shape, float[] columnMajor) {
    if (shape.length < 2) return new NumericArray(shape, columnMajor);
    float[] values = new float[columnMajor.length];
    int[] index = new int[shape.length];
    for (int n = 0; n < values.length; n++) {
      int from = 0;
      for (int d = shape.length - 1; d >= 0; d--) from = from * shape[d] + index[d];
      values[n] = columnMajor[from];
      for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) index[d] = 0;
    }
    return new NumericArray(shape, values);
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** A matrix with its rows as columns. */
  NumericArray transposed() {
    if (shape.length != 2) throw new IllegalStateException("a matrix has 2 dimensions");
    float[] turned = new float[values.length];
    for (int row = 0; row < shape[0]; row++) {
      for (int c = 0; c < shape[1]; c++) turned[c * shape[0] + row] = values[row * shape[1] + c];
    }
    return new NumericArray(new int[] {shape[1], shape[0]}, turned);
  }

  /** Length of the first dimension. */
  public int rowCount() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /** Elements of one row: the product of the other dimensions. */
  public int rowLength() {
    int length = 1;
    for (int d = 1; d < shape.length; d++) length *= shape[d];
    return length;
  }

  /** One row of a matrix, copied. */
  public float[] row(int row) {
    int length = rowLength();
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }
}
