// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names as people sort them: V1, V2, V10; run-2, run-10. Runs of digits compare as numbers, all
 * else by character; names that differ in nothing else (1 and 01) compare as text, so that the
 * order is total.
 */
public final class NaturalOrder implements Comparator<String> {
  /** The only one. */
  public static final NaturalOrder INSTANCE = new NaturalOrder();

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  private NaturalOrder() {}

  @Override
  public int compare(String a, String b) {
    Matcher ofA = PART.matcher(a);
    Matcher ofB = PART.matcher(b);
    while (true) {
      boolean moreA = ofA.find();
      boolean moreB = ofB.find();
      if (!moreA && !moreB) return a.compareTo(b);
      if (!moreA || !moreB) return moreA ? 1 : -1;
      int order = compareParts(ofA.group(), ofB.group());
      if (order != 0) return order;
    }
  }

  private static int compareParts(String a, String b) {
    boolean numbers = isDigit(a.charAt(0)) && isDigit(b.charAt(0));
    return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
