// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.voxel2pixel.visualfield.ReceptiveField;

/** The text of a synthetic subject's tab-separated tables. */
final class SubjectTables {
  private static final String CONFOUNDS_HEADER = "trans_x\ttrans_y\ttrans_z\trot_x\trot_y\trot_z\n";

  private SubjectTables() {}

  /** One event a film frame, each shown for a TR, the first at volume 0. */
  static String events(SyntheticSettings settings, FilmPart part, int film) {
    StringBuilder text = new StringBuilder("onset\tduration\ttrial_type\tstim_file\n");
    BigDecimal tr = BigDecimal.valueOf(settings.trSec());
    for (int frame = 0; frame < settings.frameCount(part); frame++) {
      String onset = tr.multiply(BigDecimal.valueOf(frame)).toPlainString();
      String file = SubjectFolder.stimFile(part, film, frame);
      text.append(onset).append('\t').append(tr.toPlainString());
      text.append("\tfilm\t").append(file).append('\n');
    }
    return text.toString();
  }

  /** Head motion, one line a volume. */
  static String confounds(HeadMotion motion, int volumeCount) {
    StringBuilder text = new StringBuilder(CONFOUNDS_HEADER);
    for (int n = 0; n < volumeCount; n++) {
      for (int m = 0; m < HeadMotion.PARAMETER_COUNT; m++) {
        text.append(m == 0 ? "" : "\t");
        text.append(String.format(Locale.ROOT, "%.8f", motion.tabled(m, n)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The true receptive field of every area voxel, in the order of the stored masks' voxels. */
  static String truth(SyntheticBrain brain, StorageOrder storage) {
    StringBuilder text = new StringBuilder("index\ti\tj\tk\troi\tx_deg\ty_deg\tsigma_deg\tr2\n");
    int index = 0;
    for (int v : storedOrder(brain, storage)) {
      int flat = brain.flatIndex(v);
      ReceptiveField field = brain.field(v);
      text.append(
          String.format(
              Locale.ROOT,
              "%d\t%d\t%d\t%d\t%s\t%.6f\t%.6f\t%.6f\t1\n",
              index++,
              storage.storedI(brain.i(flat), brain.grid().nx()),
              brain.j(flat),
              brain.k(flat),
              brain.area(v),
              field.xDeg(),
              field.yDeg(),
              field.sigmaDeg()));
    }
    return text.toString();
  }

  /** Area voxels area by area, each in ascending flat index of the stored volume. */
  private static List<Integer> storedOrder(SyntheticBrain brain, StorageOrder storage) {
    int nx = brain.grid().nx();
    return IntStream.range(0, brain.areaVoxelCount())
        .boxed()
        .sorted(
            Comparator.comparing((Integer v) -> brain.area(v))
                .thenComparingInt(
                    v -> {
                      int flat = brain.flatIndex(v);
                      int i = brain.i(flat);
                      return flat - i + storage.storedI(i, nx);
                    }))
        .toList();
  }
}
