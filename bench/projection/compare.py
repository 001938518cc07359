# SPDX-License-Identifier: BSD-2-Clause
"""Prints how far the first images of both workers are apart: python3 compare.py FOLDER METHOD."""

import sys

import numpy as np

folder, method = sys.argv[1:]
ours, theirs = (np.fromfile(f"{folder}/{who}-{method}.f32", "<f4") for who in ("java", "scipy"))
worst = np.abs(ours - theirs).max() / np.abs(theirs).max()
print(f"{method}: largest difference of the images {worst:.1e} of the largest value")
if not worst < 1e-5:
    sys.exit("the two do not compute the same")
