# SPDX-License-Identifier: BSD-2-Clause
"""Writes the .npy and .mat fixtures of org.voxel2pixel.dataset.

Python 3.11, numpy 1.24, scipy 1.10; no randomness.
Run from the project root: /usr/bin/python3 src/test/python/dataset_npy_fixtures.py
"""
import os

import numpy as np
import scipy.io
import scipy.sparse
from numpy.lib import format as npy

OUT = "src/test/resources/org/voxel2pixel/dataset/"


def save(name, array, version=None):
    with open(OUT + name, "wb") as f:
        npy.write_array(f, array, version=version)


ramp = np.arange(12).reshape(3, 4) * 1.5 - 4
save("c_f4.npy", ramp.astype("<f4"))
save("fortran_f8.npy", np.asfortranarray(ramp.astype("<f8")))
save("fortran_3d_f4.npy", np.asfortranarray(np.arange(24).reshape(2, 3, 4).astype("<f4")))
save("big_endian_f4.npy", ramp.astype(">f4"))
save("version2_f4.npy", ramp.astype("<f4"), (2, 0))
save("version3_f4.npy", ramp.astype("<f4"), (3, 0))
save("u1.npy", np.array([[0, 1, 127], [128, 254, 255]], "u1"))
save("i2.npy", np.array([[-32768, -1], [0, 32767]], "<i2"))
save("big_endian_u4.npy", np.array([0, 1, 4294967295], ">u4"))
save("i8.npy", np.array([-(2**40), 2**40], "<i8"))
save("u8.npy", np.array([0, 2**63, 2**64 - 1], "<u8"))
save("bool.npy", np.array([True, False, True]))
save("scalar_f8.npy", np.array(2.5))
save("empty_f4.npy", np.zeros((0, 4), "<f4"))
save("object.npy", np.array([{"a": 1}, None], dtype=object))
save("structured.npy", np.zeros(2, dtype=[("x", "<f4"), ("y", "<f4")]))
save("half.npy", np.array([1, 2], "<f2"))

matrix = np.array([[1.5, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, -12]])
scipy.io.savemat(
    OUT + "v5.mat",
    {
        "betas": matrix,
        "images": (np.arange(24).reshape(2, 3, 4) * 10).astype("u1"),
        "labels": np.array([[1, 2, 2, 1]], "i2"),
        "sparse": scipy.sparse.eye(3),
        "complex": matrix + 1j,
        "names": np.array(["V1", "V2"], dtype=object),
        "text": "hello",
    },
    do_compression=True,
)
with open(OUT + "v73_head.mat", "wb") as f:
    head = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan  1 00:00:00 2024 HDF5"
    f.write(head.ljust(116) + b"\0" * 8 + b"\x00\x02IM" + b"\0" * 384 + b"\x89HDF\r\n\x1a\n")

# Trials: 3 voxels, the middle one constant in training; pictures 3 wide, 2 high.
pictures = np.arange(6 * 2 * 3 * 3).reshape(6, 2, 3, 3)[..., ::-1] * 2 % 251  # [trial][y][x][rgb]
grey = pictures[..., 0]
responses = np.array([[1, 5, 2], [2, 5, 1], [3, 5, 7], [6, 5, 2], [4, 6, -3], [0, 4, 9]], float)
train = {
    "resp": responses[:4],
    "grey": np.stack([g.flatten("F") for g in grey[:4]]).astype("u1"),
    "rgb": np.stack([p.flatten("F") for p in pictures[:4]]) / 255.0,
    "stack": pictures[:4].astype("u1"),
}
test = {
    "resp": responses[4:],
    "grey": np.stack([g.flatten("F") for g in grey[4:]]).astype("u1"),
    "rgb": np.stack([p.flatten("F") for p in pictures[4:]]) / 255.0,
    "stack": pictures[4:].astype("u1"),
}
variables = {k + "Trn": v for k, v in train.items()}
variables.update({k + "Test": v for k, v in test.items()})
variables["area"] = np.array([[2], [1], [1]], "u1")
scipy.io.savemat(OUT + "trials.mat", variables)
os.makedirs(OUT + "trials", exist_ok=True)
for key in ["resp", "stack"]:
    save(f"trials/{key}Trn.npy", np.asfortranarray(train[key]))
    save(f"trials/{key}Test.npy", test[key])
save("trials/rowsTrn.npy", pictures[:4].reshape(4, -1).astype("u1"))
save("trials/rowsTest.npy", pictures[4:].reshape(2, -1).astype("u1"))
kept = responses[:, [0, 2]]
save("trials_expected_z.npy", (kept - kept[:4].mean(0)) / kept[:4].std(0))
save("trials_expected_rgb.npy", pictures.astype("u1"))
