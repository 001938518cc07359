// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;
import org.voxel2pixel.WholeFolder;

/**
 * Writes an inference graph and its variables as a TensorFlow SavedModel with the signature {@code
 * serving_default}, which any TensorFlow can open.
 *
 * <p>TensorFlow Java's own saver forgets resource variables without a word; if a graph has
 * operations of the saver's names already it uses those, so they are built here.
 */
public final class SavedModelExport {
  private static final String RESTORE_ALL = "save/restore_all";

  private SavedModelExport() {}

  /**
   * @param graph an inference graph, its batch unknown (-1); it is given save and restore
   *     operations
   * @param session a session of that graph, holding the values to write
   * @param inputName name of the input in the signature
   * @param outputName name of the output in the signature
   * @param folder does not exist yet, or is empty
   * @throws org.voxel2pixel.BadInputException if the folder has files in it
   */
  public static void write(
      NetworkGraph graph,
      NetworkSession session,
      String inputName,
      Operand<TFloat32> input,
      String outputName,
      Operand<TFloat32> output,
      Path folder) {
    if (session.network() != graph) {
      throw new IllegalArgumentException("the session belongs to another graph");
    }
    WholeFolder.requireFree(folder);
    if (graph.graph().operation(RESTORE_ALL) == null) addSaver(graph);
    Signature signature =
        Signature.builder(Signature.DEFAULT_KEY)
            .input(inputName, input)
            .output(outputName, output)
            .methodName("tensorflow/serving/predict")
            .build();
    WholeFolder.write(
        folder,
        temporary ->
            SavedModelBundle.exporter(temporary.toString())
                .withSession(session.session())
                .withSignature(signature)
                .export());
  }

  private static void addSaver(NetworkGraph graph) {
    List<Variable> variables = graph.variables().all();
    if (variables.isEmpty()) throw new IllegalArgumentException("the graph has no variables");
    Ops tf = graph.tf().withSubScope("save");
    Operand<TString> file =
        tf.withName("filename").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    String[] names = variables.stream().map(Variable::name).toArray(String[]::new);
    String[] wholeTensors = new String[names.length];
    Arrays.fill(wholeTensors, "");
    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Variable variable : variables) {
      values.add(variable.read());
      types.add(TFloat32.class);
    }
    Op saved = tf.train.save(file, tf.array(names), tf.array(wholeTensors), values);
    tf.withControlDependencies(List.of(saved)).withName("control_dependency").identity(file);
    List<Output<?>> restored =
        tf.train.restore(file, tf.array(names), tf.array(wholeTensors), types).tensors();
    List<Op> assigned = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      assigned.add(tf.assignVariableOp(variables.get(i).handle(), restored.get(i)));
    }
    tf.withControlDependencies(assigned).withName("restore_all").noOp();
  }
}
