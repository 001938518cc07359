// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/** A film of a file, which knows what its frames are compressed with. */
interface CodedFilm extends Film {

  /** For {@link FilmHeader#codec}. */
  String codec();
}
