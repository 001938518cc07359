// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;

/**
 * Which tensor of a file is which of a network: the naming that finds most, then each tensor's
 * dimensions. What could be another network is refused, not guessed.
 */
final class WeightsMatch {
  private static final int SHOWN = 5;
  private static final int CONVOLUTION_RANK = 4;

  private final Architecture architecture;
  private final Path file;
  private final WeightsFile weights;
  private final Map<String, StoredTensor> stored = new LinkedHashMap<>();

  WeightsMatch(Architecture architecture, Path file, WeightsFile weights) {
    this.architecture = architecture;
    this.file = file;
    this.weights = weights;
    weights.tensors().forEach(tensor -> stored.put(tensor.name(), tensor));
  }

  /**
   * The naming under which the file has all tensors in their right shapes.
   *
   * @throws BadInputException naming the first tensor that is missing or of another shape
   */
  Naming naming() {
    String network = weights.networkName();
    if (architecture.otherNetworks().stream().anyMatch(network::equalsIgnoreCase)) {
      throw wrong(architecture.name(), "a network that calls itself " + network);
    }
    Naming naming = best();
    for (ExpectedTensor tensor : architecture.tensors()) check(naming, tensor);
    refuseFurtherConvolutions(naming);
    return naming;
  }

  private Naming best() {
    TreeMap<Long, Naming> byCount = new TreeMap<>();
    for (Naming naming : architecture.namings()) {
      long found = naming.stored().values().stream().filter(stored::containsKey).count();
      byCount.putIfAbsent(found, naming);
    }
    if (byCount.lastKey() > 0) return byCount.lastEntry().getValue();
    String known =
        architecture.namings().stream()
            .map(naming -> naming.stored().values().iterator().next())
            .collect(Collectors.joining(", "));
    throw wrong(architecture.name() + " (a tensor " + known + ")", foundNames());
  }

  private String foundNames() {
    List<String> names = List.copyOf(stored.keySet());
    String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    String more = names.size() > SHOWN ? ", ... (" + names.size() + " in all)" : "";
    return "a " + weights.format() + " file with " + first + more;
  }

  private void check(Naming naming, ExpectedTensor tensor) {
    String name = naming.stored().get(tensor.name());
    StoredTensor found = stored.get(name);
    String wanted =
        architecture.name()
            + "'s "
            + tensor.layer()
            + " as "
            + (name == null ? "a tensor" : name)
            + " "
            + Arrays.toString(naming.layout().dims(tensor).get(0));
    if (found == null) throw wrong(wanted, "no such tensor (" + naming.label() + " names)");
    if (!naming.layout().fits(tensor, found.dims())) throw wrong(wanted, found.toString());
  }

  /** VGG19 has all tensors of VGG16 in some files, so that what is left over tells them apart. */
  private void refuseFurtherConvolutions(Naming naming) {
    for (StoredTensor tensor : unused(naming)) {
      long rank = Arrays.stream(tensor.dims()).dropWhile(d -> d == 1).count();
      boolean known = naming.stored().containsValue(tensor.name());
      if (!known && rank >= CONVOLUTION_RANK) {
        throw wrong(architecture.name() + " alone", "a further convolution, " + tensor);
      }
    }
  }

  /** Tensors of the file that are not read. */
  List<StoredTensor> unused(Naming naming) {
    List<String> used =
        architecture.tensors().stream().map(t -> naming.stored().get(t.name())).toList();
    return stored.values().stream().filter(t -> !used.contains(t.name())).toList();
  }

  private BadInputException wrong(String expected, String found) {
    return new BadInputException(
        file, expected, found, "name a file of " + architecture.name() + "'s weights");
  }
}
