// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.visualfield.FieldTool;
import org.voxel2pixel.visualfield.RawField;

class FieldColumnsTest {
  private static final List<Voxel> VOXELS =
      List.of(
          new Voxel(0, 4, 5, 6, "V1", Optional.empty()),
          new Voxel(1, 7, 8, 9, "V1", Optional.empty()));
  private static final List<RawField> FIELDS =
      List.of(new RawField(1, 2, 3, 0.5), new RawField(-1, -2, 4, 0.25));

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path text(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<RawField> read(Path source, String variable, String columns, FieldTool tool) {
    return FieldColumns.read(source, variable, FieldColumns.names(columns, tool), VOXELS, warnings);
  }

  @Test
  void columnsAreTakenByTheToolsNamesOrTheGivenOnes() throws IOException {
    Path tabs = text("a.tsv", "rsq\tsize\tx\ty\n0.5\t3\t1\t2\n0.25\t4\t-1\t-2\n");
    assertEquals(FIELDS, read(tabs, "", "", FieldTool.PRFPY));
    assertEquals(1, warnings.size());
    Path commas = text("b.csv", "ve,size,azimuth,elevation\n0.5,3,1,2\n0.25,4,-1,-2\n");
    assertEquals(
        FIELDS, read(commas, "", "x=azimuth y=elevation sigma=size r2=ve", FieldTool.MRVISTA));
  }

  @Test
  void aMatrixIsTakenByNumbersAndVectorsOfAFolderByName() throws IOException {
    Path matrix = text("estimates.csv", "1,2,3,9,0.5\n-1,-2,4,9,0.25\n");
    assertEquals(FIELDS, read(matrix, "", "x=0 y=1 sigma=2 r2=4", FieldTool.PRFPY));
    assertEquals(FIELDS, read(matrix, "estimates", "x=0 y=1 sigma=2 r2=4", FieldTool.PRFPY));
    assertRefused(
        () -> read(matrix, "", "x=0 y=1 sigma=2 r2=5", FieldTool.PRFPY), "a column 5", "5 columns");
    Path arrays = Files.createDirectory(folder.resolve("results"));
    Files.writeString(arrays.resolve("ang.csv"), "1\n-1\n");
    Files.writeString(arrays.resolve("ecc.csv"), "2\n-2\n");
    Files.writeString(arrays.resolve("rfsize.csv"), "3\n4\n");
    Files.writeString(arrays.resolve("R2.csv"), "0.5\n0.25\n");
    assertEquals(FIELDS, read(arrays, "", "", FieldTool.ANALYZEPRF));
    assertRefused(() -> read(arrays, "", "r2=R3", FieldTool.ANALYZEPRF), "an array R3", "rfsize");
    Files.writeString(arrays.resolve("ecc.csv"), "2,1\n-2,1\n");
    assertRefused(() -> read(arrays, "", "", FieldTool.ANALYZEPRF), "ecc", "shape [2, 2]");
  }

  @Test
  void aToolWithoutAFitNeedsNone() throws IOException {
    Path table = text("a.csv", "angle,eccen,sigma\n1,2,3\n4,5,6\n");
    List<RawField> fields = read(table, "", "", FieldTool.BENSON);
    assertEquals(2, fields.get(0).second());
    assertTrue(Double.isNaN(fields.get(0).fit()));
  }

  @Test
  void voxelsInAnotherOrderOrNumberAreRefused() throws IOException {
    Path right =
        text("a.csv", "index,i,j,k,x,y,sigma,rsq\n0,4,5,6,1,2,3,0.5\n" + "1,7,8,9,-1,-2,4,0.25\n");
    assertEquals(FIELDS, read(right, "", "", FieldTool.POPEYE));
    assertEquals(List.of(), warnings);
    Path swapped = text("b.csv", "i,j,k,x,y,sigma,rsq\n7,8,9,1,2,3,0.5\n4,5,6,1,2,4,0.25\n");
    assertRefused(
        () -> read(swapped, "", "", FieldTool.POPEYE), "row 0", "[4, 5, 6]", "dataset's order");
    Path fromOne = text("c.csv", "index,x,y,sigma,rsq\n1,1,2,3,0.5\n2,1,2,4,0.25\n");
    assertRefused(() -> read(fromOne, "", "", FieldTool.POPEYE), "row 0", "index 0");
    Path three = text("d.csv", "x,y,sigma,rsq\n1,2,3,0.5\n1,2,4,0.25\n1,2,4,0.25\n");
    assertRefused(() -> read(three, "", "", FieldTool.POPEYE), "2 voxels", "3 rows");
  }

  @Test
  void namesThatAreNotThereOrDoNotBelongToTheToolAreRefused() throws IOException {
    Path table = text("a.csv", "x,y,size,rsq\n1,2,3,0.5\n1,2,4,0.25\n");
    assertRefused(() -> read(table, "", "", FieldTool.POPEYE), "a column sigma", "size");
    assertRefused(() -> FieldColumns.names("angle=x", FieldTool.POPEYE), "keys [x, y, sigma, r2]");
    assertRefused(() -> FieldColumns.names("x=x", FieldTool.BENSON), "angle, eccen");
  }
}
