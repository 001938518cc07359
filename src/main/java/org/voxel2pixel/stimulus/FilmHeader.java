// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/**
 * What a film's file says before any frame is decoded.
 *
 * @param codec what the frames are compressed with, such as {@code MJPEG} or {@code H.264}
 * @param widthPx pixels in a row, as it is shown
 * @param heightPx pixels in a column, as it is shown
 * @param frameCount frames to show
 * @param durationSec when the last frame goes off
 * @param framesPerSec the mean rate, {@code frameCount / durationSec}
 */
public record FilmHeader(
    String codec,
    int widthPx,
    int heightPx,
    int frameCount,
    double durationSec,
    double framesPerSec) {}
