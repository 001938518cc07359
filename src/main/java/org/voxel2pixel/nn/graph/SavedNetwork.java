// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;

/**
 * A SavedModel of one float32 input and one float32 output, ready to run; their names are read from
 * its signature {@code serving_default}.
 */
public final class SavedNetwork implements AutoCloseable {
  private final SavedModelBundle bundle;
  private final Operand<TFloat32> input;
  private final Operand<TFloat32> output;
  private final long[] inputDims;
  private final long[] outputDims;

  private SavedNetwork(Path folder, SavedModelBundle bundle) {
    this.bundle = bundle;
    checkVariablesArePresent(folder, bundle);
    Signature signature = servingSignature(folder, bundle);
    Signature.TensorDescription in = only(folder, "input", signature.getInputs());
    Signature.TensorDescription out = only(folder, "output", signature.getOutputs());
    input = bundle.graph().outputOrThrow(in.name).expect(TFloat32.class);
    output = bundle.graph().outputOrThrow(out.name).expect(TFloat32.class);
    inputDims = in.shape.asArray();
    outputDims = out.shape.asArray();
  }

  /** TensorFlow loads a model without its variables' files as if it had none. */
  private static void checkVariablesArePresent(Path folder, SavedModelBundle bundle) {
    if (Files.isRegularFile(folder.resolve("variables").resolve("variables.index"))) return;
    Iterator<GraphOperation> operations = bundle.graph().operations();
    while (operations.hasNext()) {
      if (operations.next().type().equals("VarHandleOp")) {
        throw wrong(folder, "its weights in variables/variables.index", "no such file");
      }
    }
  }

  private static Signature servingSignature(Path folder, SavedModelBundle bundle) {
    return bundle.signatures().stream()
        .filter(s -> s.key().equals(Signature.DEFAULT_KEY))
        .findAny()
        .orElseThrow(
            () ->
                wrong(
                    folder,
                    "the signature " + Signature.DEFAULT_KEY,
                    bundle.signatures().stream()
                        .map(Signature::key)
                        .collect(Collectors.joining(", ", "[", "]"))));
  }

  private static Signature.TensorDescription only(
      Path folder, String what, Map<String, Signature.TensorDescription> tensors) {
    boolean one =
        tensors.size() == 1
            && tensors.values().iterator().next().dataType == DataType.DT_FLOAT
            && !tensors.values().iterator().next().shape.isUnknown();
    if (!one) throw wrong(folder, "one float32 " + what + " of known rank", tensors.keySet() + "");
    return tensors.values().iterator().next();
  }

  private static BadInputException wrong(Path folder, String expected, String found) {
    return new BadInputException(
        folder, expected, found, "export the model with Voxel2Pixel, or name another folder");
  }

  /** Opens with {@link SessionOptions#allProcessors()}. */
  public static SavedNetwork open(Path folder) {
    return open(folder, SessionOptions.allProcessors());
  }

  /**
   * @param options the same as of the JVM's other sessions
   * @throws BadInputException if the folder holds no such SavedModel
   */
  public static SavedNetwork open(Path folder, SessionOptions options) {
    if (!Files.isRegularFile(folder.resolve("saved_model.pb"))) {
      throw wrong(folder, "a SavedModel folder", "no saved_model.pb in it");
    }
    SavedModelBundle bundle = load(folder, options);
    SavedNetwork network = null;
    try {
      network = new SavedNetwork(folder, bundle);
      return network;
    } finally {
      if (network == null) bundle.close();
    }
  }

  private static SavedModelBundle load(Path folder, SessionOptions options) {
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(options.toProto())
          .load();
    } catch (TensorFlowException e) {
      throw new BadInputException(
          folder,
          "a SavedModel that TensorFlow can load",
          e.getMessage(),
          "export the model again, or name another folder",
          e);
    }
  }

  /**
   * @param values last dimension fastest
   * @param dims of the values; must fit {@link #inputDims()}
   * @return the output, last dimension fastest
   */
  public float[] run(float[] values, long... dims) {
    return new Step(bundle.session()).feed(input, values, dims).fetch(output).run()[0];
  }

  /** Dimensions of the input; -1 = any, such as the batch. */
  public long[] inputDims() {
    return inputDims.clone();
  }

  /** Dimensions of the output; -1 = known only at the run. */
  public long[] outputDims() {
    return outputDims.clone();
  }

  @Override
  public String toString() {
    return "network from " + Arrays.toString(inputDims) + " to " + Arrays.toString(outputDims);
  }

  @Override
  public void close() {
    bundle.close();
  }
}
