// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Voxel;

/** Which regions of a dataset share a layer of the network, and in which order the layers lie. */
public final class NifLayers {
  private static final Pattern PART = Pattern.compile("(.*\\d)[dv]");
  private static final Pattern EARLY = Pattern.compile("h?(V\\d.*)");

  private NifLayers() {}

  /**
   * A layer.
   *
   * @param regions that its voxels belong to
   */
  record Layer(List<String> regions) {
    Layer {
      regions = List.copyOf(regions);
    }

    String name() {
      return String.join("+", regions);
    }

    /** Columns of its voxels in the dataset, ascending. */
    int[] voxels(Dataset dataset) {
      List<Voxel> all = dataset.voxels();
      return IntStream.range(0, all.size())
          .filter(v -> regions.contains(all.get(v).roi()))
          .toArray();
    }
  }

  /**
   * The layers that a text names, or without one those of {@link #byName}.
   *
   * @param text layers apart by spaces, their regions joined by {@code +}, such as {@code V1d+V1v
   *     V2d+V2v}
   * @param rois the dataset's regions
   * @throws BadInputException unless each region is named just once and no other
   */
  static List<Layer> parse(String text, List<String> rois) {
    if (text.isBlank()) return byName(rois);
    List<Layer> layers =
        Arrays.stream(text.strip().split("\\s+"))
            .map(layer -> new Layer(List.of(layer.split("\\+", -1))))
            .toList();
    List<String> named = new ArrayList<>();
    for (Layer layer : layers) {
      for (String region : layer.regions()) {
        if (!rois.contains(region)) throw refused(rois, "no region \"" + region + "\"");
        if (named.contains(region)) throw refused(rois, region + " twice");
        named.add(region);
      }
    }
    for (String roi : rois) {
      if (!named.contains(roi)) throw refused(rois, "no " + roi);
    }
    return layers;
  }

  /**
   * One layer an area: V1, V2, V3, V3A, hV4 and the like first, then the others, each in natural
   * order. Parts whose names end in d and v after a number, dorsal and ventral, are one area.
   */
  static List<Layer> byName(List<String> rois) {
    Map<String, List<String>> areas = new LinkedHashMap<>();
    rois.stream()
        .sorted(
            Comparator.comparing((String roi) -> !EARLY.matcher(area(roi)).matches())
                .thenComparing(NifLayers::place, NaturalOrder.INSTANCE))
        .forEach(roi -> areas.computeIfAbsent(area(roi), a -> new ArrayList<>()).add(roi));
    return areas.values().stream().map(Layer::new).toList();
  }

  private static String area(String roi) {
    Matcher part = PART.matcher(roi);
    return part.matches() ? part.group(1) : roi;
  }

  private static String place(String roi) {
    Matcher early = EARLY.matcher(roi);
    return early.matches() ? early.group(1) : roi;
  }

  private static BadInputException refused(List<String> rois, String found) {
    return new BadInputException(
        "layers",
        "each of the dataset's regions " + rois + " once, layers apart by spaces, regions by +",
        found,
        "correct it or leave it out");
  }
}
