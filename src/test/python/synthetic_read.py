# SPDX-License-Identifier: BSD-2-Clause
"""Reads a small synthetic subject as a Python user would, for SyntheticSubjectTest.

Run: /usr/bin/python3 src/test/python/synthetic_read.py FOLDER
With: Python 3.11, numpy 1.24.2, nibabel 5.0.0. Exits with 77 if nibabel is missing.
Prints the mean over the second test run of each voxel of V1's mask, then V2's, then V3's, each in
ascending (k * ny + j) * nx + i.
"""
import sys

try:
    import nibabel
    import numpy as np
except ImportError as e:
    print(e)
    sys.exit(77)

folder = sys.argv[1]
bold = nibabel.load(f"{folder}/sub-01/func/sub-01_task-test_run-02_bold.nii.gz")
assert bold.shape == (12, 12, 6, 24), bold.shape
assert bold.get_data_dtype() == np.int16, bold.get_data_dtype()
assert np.allclose(bold.header.get_zooms(), (3, 3, 3, 0.7)), bold.header.get_zooms()
assert nibabel.aff2axcodes(bold.affine) == ("R", "A", "S")
means = bold.get_fdata().mean(-1)
outside = means.ravel(order="F")
for area, count in (("V1", 12), ("V2", 11), ("V3", 10)):
    mask = nibabel.load(f"{folder}/sub-01/masks/sub-01_label-{area}_mask.nii.gz")
    assert mask.shape == (12, 12, 6) and mask.get_data_dtype() == np.uint8
    assert np.allclose(mask.affine, bold.affine)
    inside = np.asarray(mask.dataobj).ravel(order="F") == 1
    assert inside.sum() == count, inside.sum()
    assert np.all(outside[inside] > 500), "areas are in tissue"
    for mean in outside[inside]:
        print(f"{mean:.6f}")
