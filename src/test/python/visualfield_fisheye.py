# SPDX-License-Identifier: BSD-2-Clause
"""Reference numbers for the fisheye warp.

The profile by brenth and curve_fit with bounds at 0, the images by map_coordinates of order 1 in
mode "constant". Made with numpy 1.24.2, scipy 1.10.1. Run:
  /usr/bin/python3 visualfield_fisheye.py ../resources/org/voxel2pixel/visualfield
It writes there
  fisheye.tsv                      size, rf, a, b; filled: pixels that are 0 for want of a source
  fisheye_96.u16, fisheye_37.u16   warped noise, [y][x][channel], little-endian, 256 times the value
The noise is the upper byte of state = 1664525 * state + 1013904223 mod 2^32, from state = size.
"""
import pathlib
import sys

import numpy as np
from scipy.ndimage import map_coordinates
from scipy.optimize import brenth, curve_fit

folder = pathlib.Path(sys.argv[1])


def reached(size, rf):
    a0 = np.log(10) / (size // 2)
    r = [0.0]
    with np.errstate(over="ignore"):
        for _ in range(size // 2 - 1):
            r.append(r[-1] + np.exp(a0 * r[-1] / 2) / np.sqrt(np.pi * rf))
    return np.array(r)


def profile(size):
    rf = brenth(lambda x: size / 2 - reached(size, x)[-1], 0.01, 5, xtol=1e-14, rtol=1e-14)
    warped = np.arange(size // 2)
    tight = {"ftol": 1e-15, "xtol": 1e-15, "gtol": 1e-15}
    (a, b), _ = curve_fit(
        lambda x, a, b: a * x**2 + b * x, warped, reached(size, rf), p0=[0, 0.4], bounds=(0, np.inf), **tight
    )
    return rf, a, b


def source(size, a, b):
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    r, angle = np.hypot(x, y), np.arctan2(y, x)
    r = a * r**2 + b * r
    return np.array([r * np.sin(angle), r * np.cos(angle)]) + (size - 1) / 2


def noise(size):
    state, values = size, []
    for _ in range(3 * size * size):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    return np.array(values, np.float64).reshape(size, size, 3)


lines = ["size\trf\ta\tb\tfilled"]
for size in [6, 7, 37, 64, 96, 112, 128, 227, 256, 512]:
    rf, a, b = profile(size)
    places = source(size, a, b)
    filled = int((map_coordinates(np.ones((size, size)), places, order=1, mode="constant") == 0).sum())
    lines.append(f"{size}\t{rf!r}\t{a!r}\t{b!r}\t{filled}")
    if size in (37, 96):
        frame = noise(size)
        warped = np.stack([map_coordinates(frame[..., c], places, order=1, mode="constant") for c in range(3)], -1)
        np.round(warped * 256).astype("<u2").tofile(folder / f"fisheye_{size}.u16")
(folder / "fisheye.tsv").write_text("\n".join(lines) + "\n")
