// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A film in an MP4 or QuickTime file with H.264 pictures. A frame comes on at its presentation time
 * ({@link Mp4Timeline}); pictures that players turn are turned. Decoding goes on from the picture
 * before, or begins anew at the last whole picture where that is nearer.
 */
final class Mp4Film implements CodedFilm {
  private static final int MAX_WAITING = 32; // H.264 reorders by at most 16 pictures

  private final FileBytes bytes;
  private final Mp4Track track;
  private final H264Scan scan;
  private final H264Frames frames;
  private final YuvColours colours;
  private final List<String> warnings = new ArrayList<>();

  /** Decoded before they are shown, by frame number. */
  private final TreeMap<Integer, byte[][]> waiting = new TreeMap<>();

  private byte[][] spare;
  private int nextSample;
  private int lastNumber = -1;
  private RgbFrame lastFrame;

  private Mp4Film(FileBytes bytes, Mp4Track track) {
    this.bytes = bytes;
    this.track = track;
    H264Sequence sequence = track.configuration().sequence();
    this.scan = H264Scan.of(bytes, track.samples(), track.configuration());
    boolean stated = sequence.matrix() != H264Sequence.UNSPECIFIED_MATRIX;
    this.colours =
        YuvColours.of(
            file(),
            stated ? sequence.matrix() : track.colours().matrix(),
            sequence.rangeStated() ? sequence.fullRange() : track.colours().fullRange(),
            sequence.heightPx());
    this.frames = new H264Frames(file(), track.configuration());
    this.nextSample = track.samples().count();
  }

  /** Takes over the bytes: they are closed with the film. */
  static Mp4Film open(FileBytes bytes) {
    Mp4Film film = new Mp4Film(bytes, Mp4Track.of(bytes));
    film.addWarnings();
    return film;
  }

  private void addWarnings() {
    String uneven = track.timeline().unevenness();
    if (!uneven.isEmpty()) warnings.add(file() + ": " + uneven);
    if (track.quarterTurns() != 0) {
      warnings.add(
          "%s: frames are turned by %d degrees clockwise, as players do"
              .formatted(file(), 90 * track.quarterTurns()));
    }
    int hidden = track.samples().count() - frameCount();
    if (hidden > 0) {
      warnings.add("%s: its edit list hides %d frames".formatted(file(), hidden));
    }
    if (!H264Frames.isHeard()) {
      warnings.add(file() + ": jcodec ran before, so H.264 with PCM blocks would not be noticed");
    }
  }

  @Override
  public String codec() {
    return "H.264";
  }

  @Override
  public Path file() {
    return bytes.file();
  }

  @Override
  public int widthPx() {
    H264Sequence sequence = track.configuration().sequence();
    return isOnItsSide() ? sequence.heightPx() : sequence.widthPx();
  }

  @Override
  public int heightPx() {
    H264Sequence sequence = track.configuration().sequence();
    return isOnItsSide() ? sequence.widthPx() : sequence.heightPx();
  }

  private boolean isOnItsSide() {
    return track.quarterTurns() % 2 == 1;
  }

  @Override
  public int frameCount() {
    return track.timeline().frameCount();
  }

  @Override
  public double frameSec(int n) {
    return track.timeline().sec(Objects.checkIndex(n, frameCount()));
  }

  @Override
  public double durationSec() {
    return track.timeline().durationSec();
  }

  @Override
  public RgbFrame frame(int n) {
    Objects.checkIndex(n, frameCount());
    if (n == lastNumber) return lastFrame;
    if (!waiting.containsKey(n)) decodeUpTo(n);
    byte[][] planes = waiting.get(n);
    RgbFrame upright = colours.toRgb(planes, track.configuration().sequence());
    lastFrame = upright.turned(track.quarterTurns());
    lastNumber = n;
    spare = planes;
    waiting.headMap(n, true).clear();
    return lastFrame;
  }

  private void decodeUpTo(int n) {
    int target = track.timeline().stored(n);
    int whole = scan.wholeAtOrBefore(target);
    if (nextSample > target || nextSample < whole) {
      nextSample = whole;
      waiting.clear();
    }
    int sample = nextSample;
    nextSample = track.samples().count(); // should decoding fail, it begins anew
    for (; sample <= target; sample++) {
      int number = track.timeline().shown(sample);
      boolean passed = number < n; // or never shown
      if (passed && !scan.isReference(sample)) continue;
      byte[][] planes = spare == null ? frames.newPlanes() : spare;
      ByteBuffer data = bytes.read(track.samples().position(sample), track.samples().size(sample));
      frames.decode(number < 0 ? "a hidden frame" : "frame " + number, data, planes);
      spare = passed ? planes : null;
      if (!passed) waiting.put(number, planes);
      if (waiting.size() > MAX_WAITING && waiting.lastKey() > n) waiting.pollLastEntry();
    }
    nextSample = sample;
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
