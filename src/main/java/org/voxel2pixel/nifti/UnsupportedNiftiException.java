// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import org.voxel2pixel.BadInputException;

/** A sound file whose content is no series of real-valued volumes: colours, surfaces, 5-D. */
public final class UnsupportedNiftiException extends BadInputException {
  private static final long serialVersionUID = 1L;

  UnsupportedNiftiException(Object what, String expected, String found, String remedy) {
    super(what, expected, found, remedy);
  }
}
