// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStops;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;
import static org.voxel2pixel.dataset.Checks.assertTold;
import static org.voxel2pixel.dataset.Checks.assertWarns;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Finding.Level;
import org.voxel2pixel.stimulus.FilmFile;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/** Which files the names in events mean, and what training must not have seen. */
class InputStimuliTest {
  private static final String TRAIN = "sub-01/func/sub-01_task-train_run-1";
  private static final String TEST = "sub-01/func/sub-01_task-test_run-1";

  @TempDir Path temporary;
  private SmallStudy study;

  @BeforeEach
  void makeSubject() {
    study = SmallStudy.sound(temporary.resolve("bids"));
  }

  private InputCheck train(String... events) {
    study.events(TRAIN + "_events.tsv", events);
    return study.check();
  }

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(FilmFile.class.getResource(name).toURI());
  }

  private void copy(String fixture, String to) throws IOException, URISyntaxException {
    Files.createDirectories(study.at(to).getParent());
    Files.copy(fixture(fixture), study.at(to));
  }

  private InputCheck withStimuli(String path) {
    InputSource source =
        new InputSource(
            study.subject(), Optional.empty(), "", Optional.empty(), Optional.of(study.at(path)));
    return Checks.of(source, SmallStudy.settings());
  }

  @Test
  void aNameIsAPathBelowTheFolder() {
    study.pictures("stimuli/faces", "d.png");
    InputCheck check = train("0 4 faces/d.png", "4 4 a.png");
    assertSound(check);
    assertEquals(study.at("stimuli/faces/d.png"), check.plan().stimuli().file("faces/d.png"));
    assertTold(check, Level.INFO, "3 of 8 x 8 px", "all become 8 x 8 px");
  }

  @Test
  void aNameWithoutAnEndingIsTheOneFileThatIsCalledSo() throws Exception {
    copy("rgb.jpg", "stimuli/n01518878_5958.JPEG");
    copy("rgb8.png", "stimuli/1518878.005958.png"); // a number, whose point begins no ending
    study.text("stimuli/n01518878_5958.txt", "about it");
    InputCheck check = train("0 4 n01518878_5958", "4 4 1518878.005958");
    assertSound(check);
    StimulusFiles stimuli = check.plan().stimuli();
    assertEquals(study.at("stimuli/n01518878_5958.JPEG"), stimuli.file("n01518878_5958"));
    assertEquals(study.at("stimuli/1518878.005958.png"), stimuli.file("1518878.005958"));
    assertFalse(stimuli.isFilm("n01518878_5958"));
    RgbFrame picture = stimuli.picture("1518878.005958");
    assertEquals(FrameFile.read(fixture("rgb8.png")), picture);
    study.pictures("stimuli", "n01518878_5958.png");
    assertStopsOnly(
        train("0 4 n01518878_5958"),
        "one file called n01518878_5958",
        "n01518878_5958.JPEG, n01518878_5958.png");
  }

  @Test // B-10
  void missingStimuliAreListedWithTheirNumber() {
    String[] events = new String[25];
    for (int n = 0; n < events.length; n++) events[n] = n + " 1 x-%02d.png".formatted(n);
    assertStopsOnly(
        train(events), "stimuli", "25 missing (x-00.png, x-01.png", "x-09.png)", "copy them");
  }

  @Test // B-10
  void upperAndLowerCaseCount() {
    assertStopsOnly(train("0 4 A.png"), "1 missing (A.png)", "there is a.png");
    assertStopsOnly(train("0 4 a.PNG"), "1 missing (a.PNG)", "there is a.png");
    assertStopsOnly(train("0 4 A"), "1 missing (A)", "there is a.png");
  }

  @Test // B-10
  void namesThatBeginWithTheFolderAreToldWhereToStart() {
    study.events(TEST + "_events.tsv", "0 4 stimuli/c.png");
    InputCheck check = train("0 4 stimuli/a.png");
    assertStopsOnly(check, "2 missing", "name that one as stimuli=[...]");
    assertSound(withStimuli("."));
  }

  @Test
  void noFolderAtAll() {
    assertStopsOnly(withStimuli("nowhere"), "nowhere", "3 missing (a.png", "stimuli=[...]");
  }

  @Test // S-02
  void aPictureThatIsNoneIsRefusedByItsHeader() throws Exception {
    study.text("stimuli/a.png", "this is no picture at all");
    Files.write(study.at("stimuli/b.png"), new byte[] {1, 2});
    InputCheck check = study.check();
    assertStops(check, "stimuli/a.png", "a PNG, JPEG, BMP or TIFF picture", "another kind");
    assertStops(check, "stimuli/b.png", "a file cut short");
  }

  @Test
  void sizesAreThoseThatTheDecoderFinds() throws Exception {
    for (String name : List.of("rgb8.png", "grey1.png", "rgb.jpg", "upright.jpg", "cmyk.jpg")) {
      ImageReader reader =
          ImageIO.getImageReadersBySuffix(name.substring(name.lastIndexOf('.') + 1)).next();
      try (ImageInputStream in = ImageIO.createImageInputStream(fixture(name).toFile())) {
        reader.setInput(in);
        PictureSize expected = new PictureSize(reader.getWidth(0), reader.getHeight(0));
        assertEquals(expected, PictureSize.read(fixture(name)), name);
      }
    }
    BufferedImage picture = new BufferedImage(13, 7, BufferedImage.TYPE_3BYTE_BGR);
    for (String kind : List.of("bmp", "tiff", "png", "jpg")) {
      Path file = temporary.resolve("picture." + kind);
      assertTrue(ImageIO.write(picture, kind, file.toFile()));
      assertEquals(new PictureSize(13, 7), PictureSize.read(file), kind);
    }
    assertStops(gif(), "picture.gif", "another kind of file");
  }

  private InputCheck gif() throws Exception {
    copy("picture.gif", "stimuli/picture.gif");
    return train("0 4 picture.gif");
  }

  // Leakage

  @Test // B-11
  void oneStimulusInBothSplits() {
    assertStopsOnly(train("0 4 a.png", "4 4 c.png"), "leakage: 1 stimuli in both (c.png)");
    assertStopsOnly(train("0 4 a.png", "4 4 c"), "leakage: 1 stimuli in both (c = c.png)");
  }

  @Test // B-12
  void oneCategoryInBothSplits() {
    String columns = "stimulus=stim_file category=kind";
    study.table(
        TRAIN + "_events.tsv",
        "onset duration stim_file kind",
        "0 4 a.png face",
        "4 4 b.png house",
        "8 4 b.png n/a");
    study.table(
        TEST + "_events.tsv", "onset duration stim_file kind", "0 4 c.png face", "8 4 n/a n/a");
    InputCheck check = study.check(SmallStudy.settings("task-train", "task-test", columns, ""));
    assertWarns(check, "1 categories in both training and test (face)");
    assertSound(check);
    assertEquals("house", check.plan().runs().get(0).events().get(1).category());
    study.table(TEST + "_events.tsv", "onset duration stim_file kind", "0 4 c.png cat");
    check = study.check(SmallStudy.settings("task-train", "task-test", columns, ""));
    assertEquals(List.of(), Checks.told(check, Level.WARN));
  }

  @Test // S-07
  void onePictureUnderTwoNames() throws Exception {
    Files.copy(study.at("stimuli/a.png"), study.at("stimuli/d.png"));
    InputCheck check = train("0 4 a.png", "4 4 b.png", "8 4 d.png");
    assertWarns(check, "1 pictures under several names (a.png = d.png)");
    assertSound(check);
    study.events(TEST + "_events.tsv", "0 4 d.png");
    assertStopsOnly(train("0 4 a.png"), "leakage: 1 stimuli in both (a.png = d.png)");
  }

  @Test // S-07
  void aPictureOfOneColourShowsNothingThatCouldLeak() {
    RgbFrame grey = new RgbFrame(8, 8, new byte[8 * 8 * 3]);
    FrameFile.writePng(grey, study.at("stimuli/a.png"));
    FrameFile.writePng(grey, study.at("stimuli/c.png"));
    InputCheck check = study.check();
    assertSound(check);
    assertEquals(List.of(), Checks.told(check, Level.WARN));
  }

  @Test
  void filesOfOneLengthAndOneEndMayStillDiffer() throws Exception {
    byte[] bytes = new byte[10_000];
    Path a = Files.write(temporary.resolve("a"), bytes);
    Path b = Files.write(temporary.resolve("b"), bytes);
    bytes[17] = 1;
    Path c = Files.write(temporary.resolve("c"), bytes);
    Path d = Files.write(temporary.resolve("d"), new byte[9_999]);
    assertEquals(
        List.of(List.of(a, b)),
        SameContent.among(List.of(d, a, c, b), org.voxel2pixel.Progress.silent()));
  }

  // Lists and films

  @Test
  void aListNamesThePictures() {
    study.text("stimuli/list.txt", "c.png", "a.png", "b.png");
    InputCheck check = withStimuli("stimuli/list.txt");
    assertSound(check);
    assertEquals(
        FrameFile.read(study.at("stimuli/b.png")), check.plan().stimuli().picture("b.png"));
    study.text("stimuli/list.txt", "c.png", "a.png");
    assertStopsOnly(
        withStimuli("stimuli/list.txt"), "1 missing (b.png)", "as this file does: c.png, a.png");
  }

  @Test // B-25; the film lasts 1 s by ffprobe (times.tsv)
  void aFilmLastsAsLongAsItsEventToWithinATr() throws Exception {
    copy("films/read/baseline.mp4", "stimuli/film.mp4");
    study.bold(TRAIN + "_bold.nii", 20, SmallStudy.GRID, 0.1);
    study.bold(TEST + "_bold.nii", 20, SmallStudy.GRID, 0.1);
    study.events(TEST + "_events.tsv", "0 1 c.png");
    InputCheck check = train("0.5 1 film.mp4");
    assertSound(check);
    assertTold(check, Level.INFO, "stimuli/film.mp4", "10 frames in 1.000 s");
    assertTrue(check.plan().stimuli().isFilm("film.mp4"));
    assertEquals(study.at("stimuli/film.mp4"), check.plan().stimuli().film("film.mp4"));
    assertSound(train("0.5 1.1 film"));
    assertStopsOnly(
        train("0.5 1.15 film.mp4"), "as long as its film film.mp4, 1.000 s", "found 1.150 s");
    assertStops(train("0.5 n/a film.mp4"), "found 0.000 s");
    assertSound(train("1.1 1 film.mp4"));
    assertStopsOnly(
        train("1.15 1 film.mp4"),
        "20 volumes x 0.1 s = 2.000 s",
        "film.mp4, 1.000 s from 1.150 s on");
  }

  @Test // S-06
  void aFilmThatIsNotReadIsToldOnceAndFilmsAreNoBlocks() throws Exception {
    copy("films/refused/hevc.mp4", "stimuli/film.mp4");
    study.run("sub-01/func/sub-01_task-train_run-2", 20, "0 1 film.mp4");
    assertStopsOnly(train("0 1 film.mp4"), "stimuli/film.mp4", "HEVC");
    copy("films/read/baseline.mp4", "stimuli/other.mp4");
    study.events("sub-01/func/sub-01_task-train_run-2_events.tsv", "0 4 a.png");
    study.events(TRAIN + "_events.tsv", "0 2 other.mp4");
    InputCheck check =
        study.check(SmallStudy.blocks("stimulus=stim_file", SamplePlan.CutShort.DROP));
    assertStopsOnly(check, "the film other.mp4", "samples=volumes");
  }

  @Test
  void eventsWithoutPicturesNeedNoStimuli() {
    PreparationSettings settings =
        SmallStudy.settings("task-train", "", "stimulus=none type=stim_file", "");
    InputCheck check =
        Checks.of(
            new InputSource(
                study.subject(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.of(study.at("nowhere"))),
            settings);
    assertSound(check);
    assertTold(check, Level.INFO, "no event names a picture or film");
  }
}
