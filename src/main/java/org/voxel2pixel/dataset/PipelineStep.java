// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a preparation. The list of steps is in the order in which they were done, for to
 * detrend and then z-score is not to z-score and then detrend.
 *
 * @param name such as "nuisance regression"
 * @param parameters every parameter, and what the step found, such as how many voxels it dropped
 */
public record PipelineStep(String name, Map<String, String> parameters) {

  /** The step after which no reader may multiply the means of repeats again. */
  public static final String TIMES_SQRT_REPEATS =
      "test samples times the square root of their repeats";

  public PipelineStep {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("step", name);
    parameters.forEach(json::addProperty);
    return json;
  }
}
