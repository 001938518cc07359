# SPDX-License-Identifier: BSD-2-Clause
"""Prints how far the first images of both workers are apart: python3 compare.py FOLDER METHOD."""

import sys

import numpy as np

folder, method = sys.argv[1:]
ours = np.fromfile(f"{folder}/java-{method}.f32", "<f4")
theirs = np.fromfile(f"{folder}/scipy-{method}.f64", "<f8")
worst = np.abs(ours - theirs).max() / np.abs(theirs).max()
print(f"{method}: largest difference of the images {worst:.1e} of the largest value")
if not worst < 2e-6:
    sys.exit("the two do not compute the same")
