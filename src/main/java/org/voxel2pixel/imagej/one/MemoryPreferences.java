// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;

/**
 * Preferences that end with the Java machine: a headless run neither depends on what earlier runs
 * left in the user's home nor leaves anything there.
 */
public final class MemoryPreferences extends AbstractPreferences {
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final Map<String, MemoryPreferences> children = new ConcurrentHashMap<>();

  private MemoryPreferences(AbstractPreferences parent, String name) {
    super(parent, name);
  }

  /** Named by the system property {@code java.util.prefs.PreferencesFactory}. */
  public static final class Factory implements PreferencesFactory {
    private static final Preferences USER = new MemoryPreferences(null, "");
    private static final Preferences SYSTEM = new MemoryPreferences(null, "");

    @Override
    public Preferences userRoot() {
      return USER;
    }

    @Override
    public Preferences systemRoot() {
      return SYSTEM;
    }
  }

  @Override
  protected void putSpi(String key, String value) {
    values.put(key, value);
  }

  @Override
  protected String getSpi(String key) {
    return values.get(key);
  }

  @Override
  protected void removeSpi(String key) {
    values.remove(key);
  }

  @Override
  protected void removeNodeSpi() {
    values.clear();
    children.clear();
  }

  @Override
  protected String[] keysSpi() {
    return values.keySet().toArray(new String[0]);
  }

  @Override
  protected String[] childrenNamesSpi() {
    return children.keySet().toArray(new String[0]);
  }

  @Override
  protected AbstractPreferences childSpi(String name) {
    return children.computeIfAbsent(name, n -> new MemoryPreferences(this, n));
  }

  @Override
  protected void syncSpi() {
    // memory is all there is
  }

  @Override
  protected void flushSpi() {
    // memory is all there is
  }
}
