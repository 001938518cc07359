// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.projection.ProjectionRule;

/**
 * The ways from voxels to RFSimages that a network can be trained with. The first three are made
 * once from the voxels' fields and paint outside of the graph; the learned ones are part of the
 * generator, begin as {@link #FIXED} and are trained by its Adam.
 */
public enum Brain2PixProjection {
  /** Each voxel at its field's centre (Le et al. 2022, equation 2). */
  FIXED(null),
  /** Each voxel all over its field. */
  GAUSSIAN(null),
  /** The regularised pseudo-inverse of the fields (equation 3). */
  INVERSE(null),
  /** {@link LearnedRf#ADDITIVE}, as in the released code. */
  LEARNED_ADDITIVE(LearnedRf.ADDITIVE),
  /** {@link LearnedRf#MASKED} (equation 4). */
  LEARNED_MASKED(LearnedRf.MASKED),
  /** {@link LearnedRf#MULTIPLICATIVE} (equation 4). */
  LEARNED_MULTIPLICATIVE(LearnedRf.MULTIPLICATIVE);

  /** Their names in settings, in order. */
  public static final List<String> LABELS =
      Arrays.stream(values()).map(Brain2PixProjection::label).toList();

  private final LearnedRf learned;

  Brain2PixProjection(LearnedRf learned) {
    this.learned = learned;
  }

  /** Its name in settings, such as "learned-masked". */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What of it is learned; empty if nothing is. */
  public Optional<LearnedRf> learned() {
    return Optional.ofNullable(learned);
  }

  /** How its operator is made; of a learned one, the operator that it starts from. */
  ProjectionRule rule(Brain2PixSettings settings) {
    return switch (this) {
      case GAUSSIAN -> ProjectionRule.gaussian(settings.gaussian());
      case INVERSE -> ProjectionRule.inverse(settings.inverse());
      default -> ProjectionRule.fixed();
    };
  }

  /**
   * @throws BadInputException if there is none of that name
   */
  static Brain2PixProjection named(String label) {
    return Arrays.stream(values())
        .filter(p -> p.label().equals(label))
        .findAny()
        .orElseThrow(
            () ->
                new BadInputException(
                    "projection", "one of " + LABELS, "'" + label + "'", "choose one of them"));
  }
}
