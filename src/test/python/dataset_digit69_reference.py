# SPDX-License-Identifier: BSD-2-Clause
"""Prints what scipy and numpy make of the van Gerven 2010 "69" file, for MatrixPreparationTest.

Python 3.11, numpy 1.24, scipy 1.10; no randomness. The file itself is not ours to pass on; only sums
over quadrants and a few scores are kept.
Run: /usr/bin/python3 src/test/python/dataset_digit69_reference.py DIGIT69_28x28.mat \
    > src/test/resources/org/voxel2pixel/dataset/digit69.tsv
"""
import sys

import scipy.io

mat = scipy.io.loadmat(sys.argv[1])
train, test = mat["fmriTrn"], mat["fmriTest"]
mean, sd = train.mean(0), train.std(0)
print("split\ttrial\tvoxel\tz\tupper_left\tupper_right\tlower_left\tlower_right")
for split, trial, voxel in [
    ("train", 0, 0),
    ("train", 1, 3091),
    ("train", 45, 17),
    ("train", 89, 1500),
    ("test", 0, 0),
    ("test", 9, 3091),
]:
    x, images = (train, mat["stimTrn"]) if split == "train" else (test, mat["stimTest"])
    upright = images[trial].reshape(28, 28).T.astype(int)  # rows were columns in MATLAB
    quadrants = [upright[a, b].sum() for a in (slice(14), slice(14, 28)) for b in (slice(14), slice(14, 28))]
    z = (x[trial, voxel] - mean[voxel]) / sd[voxel]
    print("\t".join([split, str(trial), str(voxel), repr(float(z))] + [str(q) for q in quadrants]))
