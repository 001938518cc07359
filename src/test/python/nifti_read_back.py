# SPDX-License-Identifier: BSD-2-Clause
"""Reads what NiftiWriterTest wrote, with nibabel, and compares it with the formula there.

Runs with nibabel 5.0.0, numpy 1.24.2; no randomness. Run: /usr/bin/python3 nifti_read_back.py FOLDER
"""
import sys
from pathlib import Path

import nibabel
import numpy as np

CODES = {"UINT8": "u1", "INT8": "i1", "INT16": "<i2", "UINT16": "<u2", "INT32": "<i4", "UINT32": "<u4",
         "INT64": "<i8", "UINT64": "<u8", "FLOAT32": "<f4", "FLOAT64": "<f8"}
AFFINE = np.array([[-1.9, 0.1, 0.2, 90], [0.1, 2, -0.3, -120], [-0.2, 0.3, 2.2, -60], [0, 0, 0, 1]])



def check_oriented(path):
    """3-D; sform and qform state the same, but for the one that a qform cannot state."""
    image = nibabel.load(path)
    assert image.shape == (5, 4, 3), (path, image.shape)
    name = path.name.split(".")[0].removeprefix("oriented_")
    assert image.header.get_intent() == ("estimate", (), "rf_" + name[0]), image.header.get_intent()
    assert (image.header["cal_min"], image.header["cal_max"]) == (-0.5, 12.25)
    (qform, qcode), (sform, scode) = image.get_qform(coded=True), image.get_sform(coded=True)
    assert scode == 2 and qcode == (0 if name == "sheared" else 2), (path, qcode, scode)
    if qcode:
        np.testing.assert_allclose(qform, sform, atol=2e-5)
    axes = {"ras": "RAS", "las": "LAS", "lps": "LPS", "permuted": "AIR", "tilted_mirrored": "LAS"}
    assert "".join(nibabel.aff2axcodes(sform)) == axes.get(name, "RAS"), (path, nibabel.aff2axcodes(sform))
    np.testing.assert_array_equal(image.get_fdata().ravel(order="F"), 3 + 2 * np.arange(60))


files = sorted(Path(sys.argv[1]).glob("*.nii*"))
for path in files:
    if path.name.startswith("oriented_"):
        check_oriented(path)
        continue
    image = nibabel.load(path)
    assert image.get_data_dtype() == np.dtype(CODES[path.name.split(".")[0]]), path
    assert image.shape == (5, 4, 3, 2), (path, image.shape)
    np.testing.assert_allclose(image.affine, AFFINE, rtol=1e-7)
    np.testing.assert_allclose(image.header.get_zooms()[:3], np.sqrt((AFFINE[:3, :3] ** 2).sum(axis=0)), rtol=1e-6)
    assert abs(image.header.get_zooms()[3] - 0.7) < 1e-7
    assert image.header.get_xyzt_units() == ("mm", "sec")
    assert image.get_sform(coded=True)[1] == 2 and image.get_qform(coded=True)[1] == 0
    assert (float(image.dataobj.slope), float(image.dataobj.inter)) == (2.0, 1.0)
    n = np.arange(5 * 4 * 3 * 2).reshape((5, 4, 3, 2), order="F")
    np.testing.assert_array_equal(image.get_fdata(), 3 + 2 * n)
print(len(files), "files read as expected")
