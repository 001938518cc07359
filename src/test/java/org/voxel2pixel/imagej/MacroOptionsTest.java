// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class MacroOptionsTest {

  private static Map<String, Optional<String>> parse(String options) {
    return MacroOptions.parse(options).values();
  }

  private static String value(String options, String key) {
    return parse(options).get(key).orElseThrow();
  }

  @Test
  void keysAreLowerCasedAndKeepTheirOrder() {
    assertEquals(
        List.of("voxelsize", "verbose", "method"),
        List.copyOf(parse("voxelSize=3 VERBOSE method=[a b]").keySet()));
  }

  @Test
  void aKeyIsNotFoundInsideAnother() {
    Map<String, Optional<String>> values = parse("x_size=5 size=7");
    assertEquals(Optional.of("7"), values.get("size"));
    assertEquals(Optional.of("5"), values.get("x_size"));
  }

  @Test
  void aBareWordHasNoValueAndAnEmptyValueIsEmpty() {
    assertEquals(Optional.empty(), parse("verbose").get("verbose"));
    assertEquals(Optional.of(""), parse("name= steps=1").get("name"));
    assertEquals(Optional.of(""), parse("name=[]").get("name"));
  }

  @Test
  void bracketsNestAndQuotesHoldAnyBracket() {
    assertEquals("/data [x] (y)/it's", value("folder=[/data [x] (y)/it's] n=1", "folder"));
    assertEquals("a] b", value("folder='a] b' n=1", "folder"));
    assertEquals("C:\\new\\test\\", value("folder=C:\\new\\test\\ n=1", "folder"));
    assertEquals("/tmp/ä 日本 x=3", value("folder=[/tmp/ä 日本 x=3]", "folder"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "two words",
        "a [x] b",
        "[x]",
        "it's",
        "a ] b",
        "'",
        "",
        "C:\\a b\\",
        "日本"
      })
  void whatIsQuotedIsReadBack(String text) {
    assertEquals(text, value("before=1 key=" + MacroOptions.quote(text) + " after", "key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=[b", "a='b", "a=[b]c", "a=1 A=2", "=3", "a =3"})
  void whatCannotBeReadIsRefused(String options) {
    BadInputException e = assertThrows(BadInputException.class, () -> parse(options));
    assertTrue(e.getMessage().startsWith("option"), e.getMessage());
  }

  @Test
  void aValueThatNoMacroCanHoldIsRefused() {
    assertThrows(BadInputException.class, () -> MacroOptions.quote("it's ] odd"));
  }
}
