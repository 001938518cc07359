# SPDX-License-Identifier: BSD-2-Clause
"""Tiny files of every version, byte order, type and scaling, and what nibabel reads from them, for NiftiTypesTest.

Headers are filled field by field, voxels are numpy's bytes; nibabel only reads. Values are float32,
little-endian, base64. Made with nibabel 5.0.0, numpy 1.24.2, seed 5. Run:
  /usr/bin/python3 nifti_types.py > ../resources/org/voxel2pixel/nifti/types.json
"""
import base64
import gzip
import itertools
import json
import sys

import nibabel
import numpy as np

CODES = {2: "u1", 256: "i1", 4: "i2", 512: "u2", 8: "i4", 768: "u4", 1024: "i8", 1280: "u8", 16: "f4", 64: "f8"}
SCALINGS = [(0.0, 5.0), (0.5, -10.0), (-3.0, 0.25), (np.nan, np.nan), (np.inf, 1.0), (1.0, 0.0), (1.0, 7.0)]
rng = np.random.default_rng(5)


def voxels(dtype, count):
    """The extremes of the type, then numbers all over its range."""
    if dtype.kind == "f":
        special = [0.0, -0.0, 1e-40, -1.5, 3.4e38, np.nan, np.inf, -np.inf, 16777217.0]
        return np.concatenate([special, rng.normal(size=count - 9) * 1000]).astype(dtype)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    rest = rng.integers(low, high, size=count - 4, dtype=dtype.newbyteorder("="), endpoint=True)
    return np.concatenate([np.array([low, high, high // 2 + 1, 1], dtype.newbyteorder("=")), rest]).astype(dtype)


def quaternion():
    q = rng.normal(size=4)
    q *= np.sign(q[0]) / np.linalg.norm(q)
    return q[1:]


def case(version, order, code, slope, inter):
    dtype = np.dtype(order + CODES[code])
    header_class = nibabel.Nifti1Header if version == 1 else nibabel.Nifti2Header
    header = header_class(endianness=order)
    header["dim"] = [4, 3, 2, 1, 2, 1, 1, 1]
    header["datatype"] = code
    header["bitpix"] = 8 * dtype.itemsize
    header["pixdim"] = [rng.choice([-1, 1]), 2.5, 3.25, 1.75, 700, 0, 0, 0]
    header["xyzt_units"] = 2 | 16  # mm, ms
    header["vox_offset"] = 352 if version == 1 else 544
    header["scl_slope"] = slope
    header["scl_inter"] = inter
    header["qform_code"] = 1
    header["quatern_b"], header["quatern_c"], header["quatern_d"] = quaternion()
    header["qoffset_x"], header["qoffset_y"], header["qoffset_z"] = rng.normal(size=3) * 50
    header["magic"] = b"n+1" if version == 1 else b"n+2"
    content = header.binaryblock + bytes(4) + voxels(dtype, 12).tobytes()
    image_class = nibabel.Nifti1Image if version == 1 else nibabel.Nifti2Image
    image = image_class.from_bytes(content)
    with np.errstate(all="ignore"):
        values = image.get_fdata(dtype=np.float64).astype(np.float32).ravel(order="F")
    return {
        "name": f"NIfTI-{version} {order} {dtype.name} slope {slope} inter {inter}",
        "gz": base64.b64encode(gzip.compress(content, mtime=0)).decode("ascii"),
        "values": base64.b64encode(values.astype("<f4").tobytes()).decode("ascii"),
        "affine": [float(x) for x in image.affine[:3].ravel()],
    }


scalings = itertools.cycle(SCALINGS)  # 7, coprime to the 8 cases of a type: each type meets each scaling
cases = [
    case(version, order, code, *next(scalings))
    for code in CODES
    for version in (1, 2)
    for order in "<>"
    for _ in range(2)
]
json.dump(cases, sys.stdout, indent=0)
