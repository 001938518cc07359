# SPDX-License-Identifier: BSD-2-Clause
"""Small MGH files of each type, oblique, and what nibabel reads from them, for MghFileTest.

Beside each file NAME lies NAME.txt: shape (4 numbers), affine (12, row by row), values, first index fastest,
as text. Made with nibabel 5.0.0, numpy 1.24.2, seed 3. Run:
  /usr/bin/python3 nifti_mgh.py ../resources/org/voxel2pixel/nifti/mgh
"""
import gzip
import sys
from pathlib import Path

import nibabel
import numpy as np

folder = Path(sys.argv[1])
rng = np.random.default_rng(3)


def expected(name):
    image = nibabel.load(folder / name)
    values = np.asarray(image.dataobj)
    shape = (values.shape + (1, 1))[:4]
    lines = [shape, image.affine[:3].ravel(), values.ravel(order="F")]
    (folder / (name + ".txt")).write_text("\n".join(" ".join(repr(float(v)) for v in line) for line in lines) + "\n")


q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
affine = np.eye(4)
affine[:3, :3] = q * [2, 1.5, 3]
affine[:3, 3] = [-30, 12.5, 7]
for name, dtype, shape in [("uchar.mgh", np.uint8, (3, 4, 5)), ("int.mgz", np.int32, (1, 1, 7)),
                           ("float.mgz", np.float32, (2, 3, 4, 2)), ("short.mgh", np.int16, (5, 1, 2))]:
    low, high = (-1000, 1000) if dtype == np.float32 else (np.iinfo(dtype).min, min(np.iinfo(dtype).max, 1 << 24))
    if dtype == np.int32:
        low = -(1 << 24)
    values = rng.uniform(low, high, size=shape).astype(dtype)
    nibabel.MGHImage(values, affine).to_filename(folder / name)
    expected(name)
