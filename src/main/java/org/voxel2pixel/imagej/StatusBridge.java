// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.IJ;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Shows SciJava's status and progress in plain ImageJ's window; Fiji does so by itself. */
@Plugin(type = Service.class)
public final class StatusBridge extends AbstractService {

  @EventHandler
  void onEvent(StatusEvent event) {
    if (IJ.getInstance() == null || Fiji.owns(context())) return;
    if (event.getStatusMessage() != null) IJ.showStatus(event.getStatusMessage());
    int maximum = event.getProgressMaximum();
    if (maximum > 0) IJ.showProgress((double) event.getProgressValue() / maximum);
    else if (maximum == 0) IJ.showProgress(1.0); // takes the bar away
  }
}
