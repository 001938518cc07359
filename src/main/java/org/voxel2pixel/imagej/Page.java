// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/** A white page to draw a figure on, with smooth lines and letters; pixels from the upper left. */
public final class Page implements AutoCloseable {
  /** Of letters and axes. */
  public static final Color INK = new Color(0x202020);

  /** Of what is less important. */
  public static final Color FAINT = new Color(0x606060);

  private final BufferedImage image;
  private final Graphics2D graphics;

  /** Where the given x is in a text. */
  public enum Align {
    LEFT(0),
    CENTRE(0.5),
    RIGHT(1);

    private final double share;

    Align(double share) {
      this.share = share;
    }
  }

  public Page(int widthPx, int heightPx) {
    image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, widthPx, heightPx);
  }

  /** The picture itself, not a copy. */
  public BufferedImage image() {
    return image;
  }

  public int widthPx() {
    return image.getWidth();
  }

  /** A text on one line; y is its baseline. */
  public void text(String text, double x, double y, int sizePx, Align align) {
    text(text, x, y, new Font(Font.SANS_SERIF, Font.PLAIN, sizePx), INK, align);
  }

  /** A bold text on one line; y is its baseline. */
  public void heading(String text, double x, double y, int sizePx, Align align) {
    text(text, x, y, new Font(Font.SANS_SERIF, Font.BOLD, sizePx), INK, align);
  }

  /** A faint text on one line; y is its baseline. */
  public void note(String text, double x, double y, int sizePx, Align align) {
    text(text, x, y, new Font(Font.SANS_SERIF, Font.PLAIN, sizePx), FAINT, align);
  }

  private void text(String text, double x, double y, Font font, Color colour, Align align) {
    graphics.setFont(font);
    graphics.setColor(colour);
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    graphics.drawString(text, (float) (x - align.share * width), (float) y);
  }

  /** A text that runs upward; its baseline is at x, its middle at y. */
  public void textUpward(String text, double x, double y, int sizePx) {
    graphics.rotate(-Math.PI / 2, x, y);
    text(text, x, y, sizePx, Align.CENTRE);
    graphics.rotate(Math.PI / 2, x, y);
  }

  public void line(double x1, double y1, double x2, double y2, double widthPx, Color colour) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke((float) widthPx));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /** A frame of 1 px just outside a rectangle. */
  public void frame(int x, int y, int widthPx, int heightPx, Color colour) {
    graphics.setColor(colour);
    graphics.fillRect(x - 1, y - 1, widthPx + 2, 1);
    graphics.fillRect(x - 1, y + heightPx, widthPx + 2, 1);
    graphics.fillRect(x - 1, y, 1, heightPx);
    graphics.fillRect(x + widthPx, y, 1, heightPx);
  }

  public void disc(double x, double y, double radiusPx, Color colour) {
    graphics.setColor(colour);
    graphics.fill(new Ellipse2D.Double(x - radiusPx, y - radiusPx, 2 * radiusPx, 2 * radiusPx));
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
