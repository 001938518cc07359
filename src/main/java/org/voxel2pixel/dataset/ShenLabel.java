// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number by which Kamitani Lab's files label an ImageNet picture: WordNet's number of its
 * category, and behind the point, in six decimals, the number of the picture. {@code
 * 1518878.005958} is {@code n01518878_5958}: eight digits for the category, none to spare for the
 * picture (Shen 2019, data/README.md of End2EndDeepImageReconstruction).
 *
 * <p>The number is rounded to six decimals as C's {@code %f} does, and no locale enters.
 */
final class ShenLabel {
  private static final int DECIMALS = 6;
  private static final int CATEGORY_DIGITS = 8;

  private static final Pattern NAME = Pattern.compile("(n[0-9]{8})_[0-9]+");

  private ShenLabel() {}

  /** The number with its six decimals: what two labels must share to be the same. */
  static String sixDecimals(double label) {
    return new BigDecimal(label).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** The number with as many decimals as it needs. */
  static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** The name of the picture; empty if the number has no decimals or is no WordNet number. */
  static Optional<String> pictureName(double label) {
    if (!(label >= 1)) return Optional.empty();
    String[] parts = sixDecimals(label).split("\\.");
    int picture = Integer.parseInt(parts[1]);
    if (parts[0].length() > CATEGORY_DIGITS || picture == 0) return Optional.empty();
    return Optional.of(String.format(Locale.ROOT, "n%08d_%d", Integer.parseInt(parts[0]), picture));
  }

  /** The category in the name of an ImageNet picture, empty for other names. */
  static Optional<String> categoryOf(String pictureName) {
    Matcher name = NAME.matcher(pictureName);
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
