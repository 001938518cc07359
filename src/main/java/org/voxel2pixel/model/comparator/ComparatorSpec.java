// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.layer.Resize;

/**
 * What a comparator's setting says: {@code NAME[:LAYER[,LAYER...][:OPTION[,OPTION]]]}, such as
 * {@code vgg19:conv4_2} or {@code vgg19::unit,edges}.
 *
 * @param layers in the order of the setting; empty for the network's usual ones
 * @param pixels option {@code unit}: RGB in [0, 1] as it is, without the weights' scale and mean,
 *     as Brain2Pix' released code gives it to VGG-19
 * @param grid option {@code edges}: images are resized so that their edges meet, not the centres of
 *     their corner pixels
 */
record ComparatorSpec(String name, List<String> layers, Pixels pixels, Resize.Grid grid) {

  /** In which numbers a network sees an image. */
  enum Pixels {
    /** Those that its weights were trained on. */
    OF_THE_WEIGHTS,
    /** RGB in [0, 1]. */
    UNIT
  }

  static ComparatorSpec parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length > 3 || parts[0].isBlank()) {
      throw refused("NAME:LAYERS:OPTIONS such as vgg19:conv4_2", "'" + text + "'");
    }
    List<String> layers = list(parts, 1);
    Set<String> options = new LinkedHashSet<>(list(parts, 2));
    Pixels pixels = options.remove("unit") ? Pixels.UNIT : Pixels.OF_THE_WEIGHTS;
    Resize.Grid grid =
        options.remove("edges") ? Resize.Grid.ALIGNED_EDGES : Resize.Grid.ALIGNED_CORNERS;
    if (!options.isEmpty()) throw refused("options unit and edges", options + " in '" + text + "'");
    return new ComparatorSpec(parts[0], layers, pixels, grid);
  }

  private static List<String> list(String[] parts, int index) {
    if (parts.length <= index || parts[index].isEmpty()) return List.of();
    List<String> items = List.of(parts[index].split(",", -1));
    if (items.contains("") || new LinkedHashSet<>(items).size() < items.size()) {
      throw refused("each layer and option once, apart by commas", "'" + parts[index] + "'");
    }
    return new ArrayList<>(items);
  }

  /** The layers asked for, or the usual ones. */
  List<String> layersOr(List<String> usual, List<String> known) {
    for (String layer : layers) {
      if (known.contains(layer)) continue;
      throw refused("layers of " + name + ": " + String.join(", ", known), "'" + layer + "'");
    }
    return layers.isEmpty() ? usual : layers;
  }

  static BadInputException refused(String expected, String found) {
    return new BadInputException("comparator", expected, found, "correct it");
  }
}
