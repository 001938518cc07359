// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.io.IOService;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.voxel2pixel.imagej.one.Ij1Context;
import org.voxel2pixel.nifti.NiftiType;

/** NIfTI through SciJava's own service, as scripts and other plugins reach it. */
class NiftiFileFormatTest {
  private final IOService io = Ij1Context.get().service(IOService.class);

  @TempDir Path folder;

  private Path pair() throws IOException {
    byte[] single =
        Files.readAllBytes(NiftiFixtures.write(folder.resolve("single.nii"), NiftiType.INT16));
    byte[] header = Arrays.copyOf(single, 348);
    header[345] = 'i'; // ni1
    ByteBuffer.wrap(header).putFloat(108, 0);
    Files.write(folder.resolve("pair.hdr"), header);
    return Files.write(folder.resolve("pair.img"), Arrays.copyOfRange(single, 352, single.length));
  }

  @Test
  void aFileIsOpenedAsAnImageAndSavedAgain() throws IOException {
    for (String name : new String[] {"a.nii", "a.NII.GZ"}) {
      Path file = NiftiFixtures.write(folder.resolve(name), NiftiType.INT16);
      ImagePlus image = assertInstanceOf(ImagePlus.class, io.open(file.toString()));
      assertEquals(NiftiFixtures.VOLUMES, image.getNFrames());
      Path copy = folder.resolve("copy of " + name);
      io.save(image, copy.toString());
      assertArrayEquals(NiftiFixtures.volume(1), NiftiFixtures.read(copy).get(1));
    }
  }

  @Test
  void bothHalvesOfAPairOpen() throws IOException {
    Path image = pair();
    for (Path half : new Path[] {image, folder.resolve("pair.hdr")}) {
      ImagePlus opened = assertInstanceOf(ImagePlus.class, io.open(half.toString()));
      assertArrayEquals(
          Arrays.copyOf(NiftiFixtures.volume(0), 12), (float[]) opened.getStack().getPixels(1));
    }
  }

  @Test
  void whatIsNoNiftiIsLeftToOthers() throws IOException {
    Path analyze = pair();
    byte[] header = Files.readAllBytes(folder.resolve("pair.hdr"));
    header[344] = 0;
    Files.write(folder.resolve("pair.hdr"), header);
    Path text = Files.writeString(folder.resolve("text.nii"), "no image ".repeat(99));
    Path alone = Files.write(folder.resolve("alone.img"), new byte[400]);
    Path shortFile = Files.write(folder.resolve("short.nii.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    Path other = Files.copy(folder.resolve("single.nii"), folder.resolve("single.dat"));
    Path missing = folder.resolve("missing.nii");
    for (Path file : new Path[] {analyze, text, alone, shortFile, other, missing, folder}) {
      assertNull(io.getOpener(file.toString()), file.toString());
    }
  }

  @Test
  void onlyImagesAndOnlyNiftiNamesAreSaved() throws IOException {
    ImagePlus image = new ImagePlus("x", new ColorProcessor(2, 2));
    assertInstanceOf(NiftiFileFormat.class, io.getSaver(image, folder.resolve("a.nii").toString()));
    assertNull(io.getSaver(image, folder.resolve("a.hdr").toString()));
    Object text = "a text";
    assertNull(io.getSaver(text, folder.resolve("a.nii").toString()));
  }

  @Test
  void faultsArriveAsTheServicesOwnKindOfException() throws IOException {
    Path file = NiftiFixtures.write(folder.resolve("a.nii"), NiftiType.INT16);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 400));
    IOException e = assertThrows(IOException.class, () -> io.open(file.toString()));
    assertTrue(e.getMessage().contains("ended early"), e.getMessage());
    ImagePlus rgb = new ImagePlus("x", new ColorProcessor(2, 2));
    Path target = folder.resolve("b.nii");
    IOException refused = assertThrows(IOException.class, () -> io.save(rgb, target.toString()));
    assertTrue(refused.getMessage().contains("RGB"), refused.getMessage());
  }

  @Test
  void itIsNotEagerForThenMacrosOpenWouldShowNothing() {
    PluginService plugins = Ij1Context.get().service(PluginService.class);
    PluginInfo<?> info = plugins.getPlugin(NiftiFileFormat.class);
    assertFalse(info.is("eager"));
    assertEquals(0, info.getPriority());
  }
}
