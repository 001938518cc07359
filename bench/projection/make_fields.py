# SPDX-License-Identifier: BSD-2-Clause
"""Writes the fields and responses that the workers of the projection benchmark read.

    python3 make_fields.py FOLDER

fields.tsv: 6,000 lines roi, x, y, sigma in degrees; 2,000 voxels each of V1, V2 and V3 on a screen
of 20 degrees, evenly over log eccentricity as in cortex, sigma growing with eccentricity as in the
synthetic subject (VisualArea). responses.f32: 20 volumes of 6,000 normal numbers, little-endian.
"""

import sys
from pathlib import Path

import numpy as np

SCREEN_DEG, VOXELS, VOLUMES = 20.0, 2000, 20
AREAS = {"V1": (0.08, 0.30), "V2": (0.11, 0.40), "V3": (0.15, 0.50)}  # slope, intercept


def main(folder):
    rng = np.random.default_rng(1)
    with open(Path(folder) / "fields.tsv", "w") as out:
        for roi, (slope, intercept) in AREAS.items():
            written = 0
            while written < VOXELS:
                r = np.exp(rng.uniform(np.log(0.3), np.log(14)))
                angle = rng.uniform(0, 2 * np.pi)
                x, y = r * np.cos(angle), r * np.sin(angle)
                if max(abs(x), abs(y)) < SCREEN_DEG / 2:
                    out.write(f"{roi}\t{x:.6f}\t{y:.6f}\t{slope * r + intercept:.6f}\n")
                    written += 1
    responses = rng.standard_normal((VOLUMES, len(AREAS) * VOXELS))
    responses.astype("<f4").tofile(Path(folder) / "responses.f32")


if __name__ == "__main__":
    main(sys.argv[1])
