// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/** What was done to a stored picture to make it 8-bit RGB; {@link FrameFile} has the equations. */
public enum PictureConversion {
  /** One number a pixel. */
  GREY("grey, copied to red, green and blue"),
  /** Indices into a table of colours or greys (so are 1, 2 and 4 bits). */
  PALETTE("a palette, looked up"),
  /** 16 bits a channel. */
  SIXTEEN_BITS("16 bits, rounded to 8"),
  /** At least one pixel that is not opaque. */
  ALPHA("transparency, laid on black");

  private final String text;

  PictureConversion(String text) {
    this.text = text;
  }

  /** For people: what was found, and what was done. */
  public String text() {
    return text;
  }
}
