// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import ij.IJ;
import org.scijava.Context;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.imagej.StopRequest;

/** The SciJava context behind ImageJ 1.x: Fiji's where there is one, else one of our own. */
public final class Ij1Context {
  private static final String LEGACY_SERVICE = "net.imagej.legacy.LegacyService";
  private static Context own;

  private Ij1Context() {}

  /** Always the same one; made at the first call. */
  public static synchronized Context get() {
    if (inFiji()) return (Context) IJ.runPlugIn("org.scijava.Context", "");
    if (own == null) own = create();
    return own;
  }

  private static boolean inFiji() {
    try {
      Class.forName(LEGACY_SERVICE, false, Ij1Context.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** SciJava looks for plugins in the thread's class loader, which must be ImageJ's plugins'. */
  private static Context create() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Ij1Context.class.getClassLoader());
    try {
      return new Context();
    } catch (IllegalStateException e) {
      // Java refuses the context's shutdown hook where it is ending already.
      if (!StopRequest.isRaised()) throw e;
      throw new CancelledException("stopped before it began");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
