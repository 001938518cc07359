# SPDX-License-Identifier: BSD-2-Clause
"""400 tiny files over type, byte order, scaling, container, version, axes, extensions, orientation and
offset, and what nibabel reads from them, for NiftiMatrixTest.

Headers are filled field by field, voxels are numpy's bytes; nibabel only reads. Type, byte order,
scaling and container meet in every combination; of all other factors every pair of levels occurs (an
assertion below). The zip holds the files; expected.json with name, shape, zooms, affine, TR, the warnings
that the odd ones deserve, and every header field as text; expected.bin with the values of get_fdata as
float32, little-endian, first axis fastest, file after file. Not in it: files without any orientation, for
which nibabel flips x and Voxel2Pixel does not.

Made with nibabel 5.0.0, numpy 1.24.2, seed 11. Run:
  /usr/bin/python3 nifti_matrix.py ../resources/org/voxel2pixel/nifti/matrix.zip
"""
import gzip
import itertools
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import nibabel
import numpy as np
from nibabel.fileholders import FileHolder

from nifti_header_text import header_text, stored_header

CODES = {2: "u1", 256: "i1", 4: "i2", 512: "u2", 8: "i4", 768: "u4", 1024: "i8", 1280: "u8", 16: "f4", 64: "f8"}
SCALINGS = {"unscaled": (1, 0), "slope 0": (0, 3), "slope and inter": (0.37, -12.5), "negative slope": (-2.5, 7.25),
            "slope NaN": (np.nan, np.nan)}
CONTAINERS = {".nii": ("", ""), ".nii.gz": ("", ""), ".hdr .img": (".hdr", ".img"), ".hdr .img.gz": (".hdr", ".img.gz")}
SHAPES = {"3-D": (3, 4, 5), "4-D": (4, 2, 3, 2), "one volume": (2, 5, 3, 1), "2-D": (5, 3), "7-D": (2, 4, 3, 2, 1, 1, 1)}
EXTENSIONS = {"no extension": [], "comment": [(6, 32)], "two extensions": [(4, 16), (40, 48)]}
ORIENTATIONS = ["sform", "qform", "both", "both, different", "sheared sform", "permuted sform", "qform, half turn"]
OFFSETS = {"least offset": 0, "later offset": 32, "odd offset": 5}
UNITS = {2: 1, 10: 1, 18: 1e-3, 26: 1e-6}  # mm, and nothing, s, ms or us

nibabel.imageglobals.logger.setLevel("ERROR")  # odd offsets are meant
rng = np.random.default_rng(11)


def voxels(dtype, count):
    """The extremes of the type, then numbers all over its range."""
    if dtype.kind == "f":
        special = [0.0, -0.0, 1e-40, -1.5, 3.4e38, np.nan, np.inf, -np.inf, 16777217.0]
        return np.concatenate([special, rng.normal(size=count - 9) * 1000]).astype(dtype)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    rest = rng.integers(low, high, size=count - 4, dtype=dtype.newbyteorder("="), endpoint=True)
    return np.concatenate([np.array([low, high, high // 2 + 1, 1], dtype.newbyteorder("=")), rest]).astype(dtype)


def text(length):
    """Sometimes as long as the field, sometimes beyond ASCII, sometimes followed by leftovers."""
    letters = rng.choice(list(b"abcXYZ 0189_\xe9\xb5"), size=rng.choice([0, 3, length])).astype(np.uint8).tobytes()
    return letters + b"\0old" if len(letters) == 3 else letters


def rotation():
    q, r = np.linalg.qr(rng.normal(size=(3, 3)))
    q = q * np.sign(np.diag(r))
    return q if np.linalg.det(q) > 0 else -q


def orient(header, kind, sides):
    """Fills the fields of both affines; what an unused one holds must not matter."""
    qfac = rng.choice([-1.0, 1.0])
    turn = rotation()
    offset = rng.integers(-1200, 1200, 3) / 8
    if kind == "qform, half turn":  # a of the quaternion is 0
        axis = rng.normal(size=3)
        axis /= np.linalg.norm(axis)
        turn = 2 * np.outer(axis, axis) - np.eye(3)
    quaternion = nibabel.quaternions.mat2quat(turn)
    quaternion *= np.sign(quaternion[0]) or 1
    header["pixdim"][0] = qfac
    header["quatern_b"], header["quatern_c"], header["quatern_d"] = quaternion[1:]
    header["qoffset_x"], header["qoffset_y"], header["qoffset_z"] = offset
    matrix = turn * (sides * [1, 1, qfac])
    if kind == "sheared sform":
        matrix = matrix @ np.array([[1, 0.2, -0.1], [0, 1, 0.3], [0, 0, 1]])
    elif kind == "permuted sform":
        matrix = np.eye(3)[rng.permutation(3)] * rng.choice([-1, 1], 3) * sides
    matrix = np.round(matrix, 4)
    header["qform_code"] = rng.integers(1, 5) if kind.startswith(("qform", "both")) else 0
    header["sform_code"] = rng.integers(1, 5) if kind.startswith("both") or kind.endswith("sform") else 0
    if kind == "both, different":
        offset = offset + 3
    for row, name in enumerate(("srow_x", "srow_y", "srow_z")):
        header[name] = [*matrix[row], offset[row]] if header["sform_code"] > 0 else rng.integers(-9, 9, 4)


def header_of(version, order, dtype, code, scaling, shape, orientation):
    header = (nibabel.Nifti1Header if version == 1 else nibabel.Nifti2Header)(endianness=order)
    header["dim"] = [len(shape), *shape, *[1] * (7 - len(shape))]
    header["datatype"] = code
    header["bitpix"] = 8 * dtype.itemsize
    sides = rng.choice([0.8, 1, 1.75, 2, 2.5, 3.2], 3)
    header["pixdim"] = [0, *sides, rng.choice([0.7, 1.5, 2]), 0, 0, 0]
    header["xyzt_units"] = rng.choice(list(UNITS))
    header["pixdim"][4] = round(header["pixdim"][4] / UNITS[int(header["xyzt_units"])], 1)
    header["scl_slope"], header["scl_inter"] = SCALINGS[scaling]
    orient(header, orientation, sides)
    header["dim_info"] = rng.integers(0, 64)
    header["intent_code"] = rng.choice([0, 2, 3, 1002])
    for name in ("intent_p1", "intent_p2", "intent_p3", "cal_max", "cal_min", "slice_duration", "toffset"):
        header[name] = rng.choice([0, 1, -0.25, 17.3])
    for name in ("slice_start", "slice_end", "slice_code"):
        header[name] = rng.integers(0, 6)
    for name, length in (("descrip", 80), ("aux_file", 24), ("intent_name", 16)):
        header[name] = text(length)
    return header


def extension_bytes(order, extensions):
    if not extensions:
        return bytes(4)
    blocks = [np.array([size, code], order + "i4").tobytes() + b"e" * (size - 8) for code, size in extensions]
    return b"\1\0\0\0" + b"".join(blocks)


def write(folder, stem, header, container, extensions, pad, stored):
    """The one or two files; their paths."""
    single = not CONTAINERS[container][0]
    if single and extensions and pad >= 16:  # extensions reach to the voxels
        extensions, pad = [*extensions, (0, pad)], 0
    block = extension_bytes(header.endianness, extensions)
    end = header.sizeof_hdr + len(block)
    header["vox_offset"] = (end if single else 0) + pad
    header["magic"] = {(True, 348): b"n+1", (False, 348): b"ni1", (True, 540): b"n+2", (False, 540): b"ni2"}[
        single, header.sizeof_hdr]
    head = header.binaryblock + block
    body = b"p" * pad + stored
    if single:
        paths = [folder / (stem + container)]
        contents = [head + body]
    else:
        paths = [folder / (stem + suffix) for suffix in CONTAINERS[container]]
        contents = [head, body]
    for path, content in zip(paths, contents):
        path.write_bytes(gzip.compress(content, mtime=0) if path.name.endswith(".gz") else content)
    return paths


def read(version, paths):
    if len(paths) == 1:
        return nibabel.load(paths[0])
    pair = nibabel.Nifti1Pair if version == 1 else nibabel.Nifti2Pair
    return pair.from_file_map({"header": FileHolder(paths[0]), "image": FileHolder(paths[1])})


def warnings_of(header, container, scaling, orientation, dtype, values, tr_stated):
    deserved = []
    if scaling == "negative slope":
        deserved.append("is negative")
    if orientation == "both, different":
        deserved.append("sform and qform differ by up to 3.0 mm")
    if int(header["vox_offset"]) % 16:
        deserved.append("is no multiple of 16")
    if tr_stated and header["xyzt_units"] == 2:
        deserved.append("no unit of time")
    if dtype.kind in "iu" and dtype.itemsize == 8 and any(abs(int(v)) > 2**53 for v in values):
        deserved.append("precision lost")
    return sorted(deserved)


def case(folder, number, code, order, scaling, container, levels):
    version, shape_name, extension, orientation, offset = levels
    dtype = np.dtype(order + CODES[code])
    shape = SHAPES[shape_name]
    header = header_of(version, order, dtype, code, scaling, shape, orientation)
    stored = voxels(dtype, int(np.prod(shape)))
    paths = write(folder, f"{number:03}", header, container, EXTENSIONS[extension], OFFSETS[offset], stored.tobytes())
    image = read(version, paths)
    with np.errstate(all="ignore"):
        values = image.get_fdata(dtype=np.float64).astype("<f4")
    raw = stored_header(paths[0], type(header))
    tr_stated = len(shape) >= 4
    tr = float(str(np.float32(raw["pixdim"][4]) if version == 1 else raw["pixdim"][4]))  # shortest decimal
    factors = [np.dtype(CODES[code]).name, order, scaling, container, f"NIfTI-{version}", *levels[1:]]
    return values, {
        "name": " | ".join(factors),
        "file": paths[0].name,
        "shape": [int(n) for n in image.shape],
        "zooms": [float(x) for x in raw.get_zooms()],
        "affine": [float(x) for x in image.affine[:3].ravel()],
        "tr_sec": tr * UNITS[int(raw["xyzt_units"])] if tr_stated else 0,
        "warnings": warnings_of(raw, container, scaling, orientation, dtype, stored, tr_stated),
        "header": header_text(raw),
    }


def draw_levels(count):
    """For each case one level of each further factor, each equally often."""
    factors = [(1, 2), tuple(SHAPES), tuple(EXTENSIONS), tuple(ORIENTATIONS), tuple(OFFSETS)]
    columns = [[f[n] for n in rng.permutation(np.arange(count) % len(f))] for f in factors]
    return list(zip(*columns))


def require_pairs(cases):
    rows = [each["name"].split(" | ") for each in cases]
    for a, b in itertools.combinations(range(len(rows[0])), 2):
        seen = {(row[a], row[b]) for row in rows}
        assert len(seen) == len({row[a] for row in rows}) * len({row[b] for row in rows}), (a, b)


def add(archive, name, content):
    archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)


combinations = list(itertools.product(CODES, "<>", SCALINGS, CONTAINERS))
with tempfile.TemporaryDirectory() as temporary:
    folder = Path(temporary)
    read_cases = [case(folder, n, *combination, levels)
                  for n, (combination, levels) in enumerate(zip(combinations, draw_levels(len(combinations))))]
    cases = [each for _, each in read_cases]
    require_pairs(cases)
    with zipfile.ZipFile(sys.argv[1], "w") as archive:
        add(archive, "expected.json", json.dumps(cases, separators=(",", ":")))
        add(archive, "expected.bin", b"".join(values.ravel(order="F").tobytes() for values, _ in read_cases))
        for path in sorted(folder.iterdir()):
            add(archive, path.name, path.read_bytes())
print(len(cases), "files")
