// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

/** Which point of a voxel's map is the centre of its receptive field. */
public enum FieldCentre {
  /** The mean position, weighted by the map; a flat map draws it to the middle of the screen. */
  CENTRE_OF_MASS,
  /** The position of the map's largest value; as coarse as the layer's pixels. */
  ARG_MAX
}
