# SPDX-License-Identifier: BSD-2-Clause
"""Compares the maps of a dataset's fields with its voxels.tsv and with the masks, by nibabel.

Run: /usr/bin/python3 src/test/python/field_maps.py DATASET MASKS [OTHER_DATASET]
  DATASET        folder with dataset.json, voxels.tsv and receptive-fields/
  MASKS          folder of the masks that it was made from, of one grid
  OTHER_DATASET  of the same voxels, perhaps on a grid whose axes run the other way: its maps must
                 have the same values at the same mm
  or: field_maps.py --mirror SUBJECT_FROM SUBJECT_TO   writes such a subject: each .nii.gz with i
                 turned round and its affine to match (qform and sform, codes kept)
With: Python 3.11, numpy 1.24.2, nibabel 5.0.0. No randomness. Exits with an error at the first
difference; prints what was compared.
"""
import csv
import hashlib
import json
import shutil
import sys
from pathlib import Path

import nibabel
import numpy as np

INTENTS = {"x_deg": "x_deg", "y_deg": "y_deg", "eccentricity_deg": "ecc_deg",
           "polar_angle_deg": "polar_angle_deg", "sigma_deg": "sigma_deg", "r2": "r2",
           "held_out_r": "held_out_r", "gain": "gain"}


def mirror(source, target):
    for path in sorted(Path(source).rglob("*")):
        if path.is_dir():
            continue
        copy = Path(target) / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not path.name.endswith(".nii.gz"):
            shutil.copyfile(path, copy)
            continue
        image = nibabel.load(path)
        header = image.header.copy()
        slope, inter = image.dataobj.slope, image.dataobj.inter
        stored = np.asarray(image.dataobj.get_unscaled())[::-1]
        turn = np.diag([-1.0, 1, 1, 1])
        turn[0, 3] = image.shape[0] - 1
        affine = image.affine @ turn
        (_, qcode), (_, scode) = image.get_qform(coded=True), image.get_sform(coded=True)
        header.set_data_dtype(stored.dtype)
        turned = nibabel.Nifti1Image(stored, affine, header)
        turned.set_qform(affine, int(qcode))
        turned.set_sform(affine, int(scode))
        turned.header.set_slope_inter(slope, inter)
        nibabel.save(turned, copy)
        back = nibabel.load(copy)
        assert np.array_equal(back.get_fdata(), image.get_fdata()[::-1]), path
        assert nibabel.aff2axcodes(back.affine)[0] != nibabel.aff2axcodes(image.affine)[0]


def rows(dataset):
    with open(dataset / "voxels.tsv", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def expected(row):
    """What the maps should hold for a row, by the definitions in data.md."""
    if row["rf_x_deg"] == "n/a":
        return {}
    x, y = float(row["rf_x_deg"]), float(row["rf_y_deg"])
    values = {"x_deg": x, "y_deg": y, "eccentricity_deg": np.sqrt(x * x + y * y),
              "sigma_deg": float(row["rf_sigma_deg"]), "r2": float(row["rf_r2"])}
    if x != 0 or y != 0:
        values["polar_angle_deg"] = np.angle(complex(x, y), deg=True)
    for name, column in (("held_out_r", "rf_held_out_r"), ("gain", "rf_gain")):
        if row[column] != "n/a":
            values[name] = float(row[column])
    return values


def maps(dataset):
    return {name: nibabel.load(dataset / "receptive-fields" / f"{name}.nii.gz")
            for name in INTENTS if (dataset / "receptive-fields" / f"{name}.nii.gz").exists()}


def check_maps(dataset, masks):
    table = rows(dataset)
    found = maps(dataset)
    grid = json.loads((dataset / "dataset.json").read_text())["voxelGrid"]
    for mask_path in sorted(masks.glob("*.nii*")):
        mask = nibabel.load(mask_path)
        assert list(mask.shape) == grid["shape"], (mask_path, mask.shape)
        assert np.array_equal(mask.affine[:3], np.array(grid["affine"])), mask_path
        assert np.allclose(mask.header.get_zooms(), grid["voxelSizeMm"])
    (mask_q, mask_qcode), (mask_s, mask_scode) = mask.get_qform(coded=True), mask.get_sform(coded=True)
    for name, image in found.items():
        assert image.shape == mask.shape and image.get_data_dtype() == np.float32, name
        assert np.array_equal(image.affine, mask.affine), name
        (q, qcode), (s, scode) = image.get_qform(coded=True), image.get_sform(coded=True)
        assert (qcode, scode) == (mask_qcode, mask_scode), (name, qcode, scode)
        if qcode:
            np.testing.assert_allclose(q, mask_q, atol=1e-5)
        if scode:
            assert np.array_equal(s, mask_s)
        assert image.header.get_intent() == ("estimate", (), INTENTS[name]), image.header.get_intent()
        assert image.header.get_xyzt_units() == ("mm", "sec")
        values = np.asarray(image.dataobj)
        want = np.full(mask.shape, np.nan, np.float32)
        for row in table:
            if name in expected(row):
                want[int(row["i"]), int(row["j"]), int(row["k"])] = expected(row)[name]
        assert np.array_equal(np.isnan(values), np.isnan(want)), name
        worst = np.nanmax(np.abs(values - want) / np.maximum(np.abs(want), 1e-3))
        assert worst < 2e-7, (name, worst)  # rounding to float32
        low, high = float(image.header["cal_min"]), float(image.header["cal_max"])
        assert low <= np.nanmin(values) and np.nanmax(values) <= high, (name, low, high)
        print(f"{name:17s} {np.isfinite(values).sum():5d} voxels {np.nanmin(values):9.4f} .."
              f" {np.nanmax(values):9.4f}, cal {low:.4g}..{high:.4g}, worst relative difference"
              f" {worst:.1e}, intent {image.header.get_intent()[0]} {image.header.get_intent()[2]},"
              f" codes {int(qcode)} {int(scode)}, \"{image.header['descrip'].item().decode()}\"")
    how = json.loads((dataset / "receptive-fields" / "provenance.json").read_text())
    sha = hashlib.sha256((dataset / "voxels.tsv").read_bytes()).hexdigest()
    assert how["inputHashes"]["voxels.tsv"] == sha and set(how["maps"]) == {
        path.name for path in (dataset / "receptive-fields").glob("*.nii.gz")}
    columns = list(table[0])
    assert columns[8:] == ["rf_r2", "rf_gain", "rf_exponent", "rf_fit_r2", "rf_held_out_r"], columns
    print(f"{dataset}: {len(found)} maps of {len(table)} voxels, axes"
          f" {''.join(nibabel.aff2axcodes(mask.affine))}, by {how['command']}")


def check_same_mm(dataset, other):
    ours, theirs = maps(dataset), maps(other)
    assert set(ours) == set(theirs)
    for name in ours:
        a, b = np.asarray(ours[name].dataobj), np.asarray(theirs[name].dataobj)
        places = np.argwhere(np.isfinite(a))
        mm = nibabel.affines.apply_affine(ours[name].affine, places)
        there = nibabel.affines.apply_affine(np.linalg.inv(theirs[name].affine), mm)
        assert np.abs(there - np.rint(there)).max() < 1e-3
        there = np.rint(there).astype(int)
        difference = np.abs(a[tuple(places.T)] - b[tuple(there.T)])
        assert np.isfinite(b).sum() == len(places)
        moved = (there != places).any(axis=1).sum()
        print(f"{name:17s} {len(places)} voxels, {moved} at another index, worst difference at the"
              f" same mm {difference.max():.1e}, bitwise equal {int((difference == 0).sum())}")
        assert difference.max() <= 1e-5 * np.abs(a[tuple(places.T)]).max()


if sys.argv[1] == "--mirror":
    mirror(sys.argv[2], sys.argv[3])
else:
    check_maps(Path(sys.argv[1]), Path(sys.argv[2]))
    if len(sys.argv) > 3:
        check_same_mm(Path(sys.argv[1]), Path(sys.argv[3]))
