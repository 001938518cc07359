# SPDX-License-Identifier: BSD-2-Clause
"""Reference for ContrastEnergyTest: Gabor energies by two-dimensional complex correlation.

python 3.11, numpy 1.24, scipy 1.10.
Run: /usr/bin/python3 visualfield_contrast_energy.py ../resources/org/voxel2pixel/visualfield
Writes contrast_energy.tsv: a line for each wavelength and row of the image.

The image, 23 x 17, [y][x][3]: the upper byte of state = 1664525 * state + 1013904223 mod 2^32, from
state = 7, halved in the left 11 columns.
"""
import sys

import numpy as np
from scipy.ndimage import correlate

W, H = 23, 17
state, values = 7, []
for _ in range(W * H * 3):
    state = (1664525 * state + 1013904223) % 2**32
    values.append(state >> 24)
image = np.array(values).reshape(H, W, 3)
image[:, :11] //= 2
luma = image @ [0.299, 0.587, 0.114] / 255

lines = []
for wavelength in [3.0, 5.5, 12.0]:
    sigma = wavelength / 2
    reach = int(np.ceil(3 * sigma))
    v, u = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    w = np.exp(-(u**2 + v**2) / (2 * sigma**2))
    w /= w.sum()
    energy = 0
    for degrees in [0, 45, 90, 135]:
        k = 2 * np.pi / wavelength * np.exp(1j * np.deg2rad(degrees))
        wave = np.exp(-1j * (k.real * u + k.imag * v))
        kernel = w * (wave - (w * wave).sum())
        re = correlate(luma, kernel.real, mode="nearest")
        im = correlate(luma, kernel.imag, mode="nearest")
        energy = energy + 4 * (re**2 + im**2) / 4
    for y, row in enumerate(np.sqrt(energy)):
        lines.append("\t".join(f"{x:.9g}" for x in [wavelength, y, *row]))
with open(f"{sys.argv[1]}/contrast_energy.tsv", "w") as out:
    out.write("\n".join(lines) + "\n")
