# SPDX-License-Identifier: BSD-2-Clause
"""Writes the files of arrays that org.voxel2pixel.dataset reads: HDF5, MATLAB v4 and v7.3, .npz, text.

Python 3.11, numpy 1.24, h5py 3.7 (HDF5 1.10), scipy 1.10; seed 3. What HDF5 datasets hold is summed up,
each value times its place counted from 1, in hdf5_expected.tsv by h5py reading them back.
Run from the project root: /usr/bin/python3 src/test/python/array_files.py
"""
import io
import os
import warnings
import zipfile

import h5py
import numpy as np
import scipy.io
from numpy.lib import format as npy

OUT = "src/test/resources/org/voxel2pixel/dataset/arrays/"
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(3)
ramp = np.arange(7 * 5 * 3).reshape(7, 5, 3)
expected = []


def note(path):
    """Weighted sums of all numeric datasets, as h5py reads them; complex and compound have none."""
    with h5py.File(OUT + path) as f:

        def visit(name, node):
            if not isinstance(node, h5py.Dataset) or node.dtype.kind not in "iufb":
                return
            plist = node.id.get_create_plist()
            filters = {plist.get_filter(i)[0] for i in range(plist.get_nfilters())}
            if node.shape is None or node.id.get_type().committed() or not filters <= {1, 2, 3, 32000}:
                return
            values = node[()].astype("f4").astype("f8").ravel()
            total = (values * np.arange(1, values.size + 1)).sum()
            shape = "x".join(map(str, node.shape)) or "n/a"
            expected.append(f"{path}\t{name}\t{shape}\t{total!r}")

        f.visititems(visit)


def hdf5(path, libver):
    with h5py.File(OUT + path, "w", libver=libver) as f:
        f.create_dataset("matrix", data=ramp[:, :, 0])
        for t in ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "i1", ">i2", "<i4", ">i8", "u1", "<u2", ">u4", "<u8"]:
            f.create_dataset("types/" + t, data=(ramp[:2, :, 0] * 3 - (0 if "u" in t else 9)).astype(t))
        packed = {
            "plain": {},
            "gzip": dict(compression="gzip"),
            "gzip_shuffle": dict(compression="gzip", shuffle=True),
            "lzf": dict(compression="lzf"),
            "fletcher": dict(fletcher32=True),
            "all": dict(compression="gzip", shuffle=True, fletcher32=True),
        }
        for name, options in packed.items():
            f.create_dataset("chunks/" + name, data=ramp.astype(">f4"), chunks=(3, 2, 2), **options)
        one = dict(chunks=(7, 5, 3), compression="gzip")
        f.create_dataset("chunks/single", data=ramp.astype("<i4"), **one)
        f.create_dataset("chunks/growing", data=ramp.astype("<i4"), chunks=(2, 2, 3), maxshape=(None, 5, 3))
        f.create_dataset("chunks/growing2", data=ramp.astype("<i4"), chunks=(2, 2, 3), maxshape=(None, None, 3))
        f.create_dataset("chunks/vector", data=np.arange(11.0), chunks=(4,))
        # What does not pack is stored as it is, and the chunk's mask says so.
        noise = rng.integers(0, 256, (6, 40)).astype("u1")
        f.create_dataset("noise/gzip", data=noise, chunks=(2, 40), compression="gzip", compression_opts=1)
        f.create_dataset("noise/lzf", data=noise, chunks=(2, 40), compression="lzf")
        words = rng.integers(0, 2**24, (6, 12)).astype("<u4") | 0x11000000
        unshuffled = dict(chunks=(3, 12), compression="gzip", shuffle=True)
        half = f.create_dataset("noise/unshuffled", shape=(6, 12), dtype="<u4", **unshuffled)
        half[:3] = words[:3]
        half.id.write_direct_chunk((3, 0), words[3:].tobytes(), filter_mask=3)
        gaps = f.create_dataset("gaps", shape=(10, 4), dtype="f4", chunks=(2, 4), fillvalue=7)
        gaps[4] = 1
        f.create_dataset("never", shape=(3, 4), dtype="f8", fillvalue=-2)
        f.create_dataset("bool", data=np.array([True, False, True]))
        f.create_dataset("scalar", data=3.5)
        f.create_dataset("none", data=h5py.Empty("f4"))
        f.create_dataset("zero_rows", shape=(0, 4), dtype="f8")
        f.create_dataset("compound", data=np.zeros(2, dtype=[("x", "<f4"), ("y", "<f4")]))
        f.create_dataset("references", data=np.array([f["matrix"].ref], dtype=h5py.ref_dtype))
        f.create_dataset("opaque", data=np.array([b"abc"]).astype("V3"))  # without a tag
        day = np.array(["2024-01-01"], "M8[D]").astype(h5py.opaque_dtype("M8[D]"))
        f.create_dataset("tagged", data=day)
        f.create_dataset("lists", shape=(2,), dtype=h5py.vlen_dtype("f4"))
        f.create_dataset("text/fixed", data=np.array([[b"V1", b"V2v"], [b"", b"LOC"]]))
        f.create_dataset("text/varying", data=["V1", "f\u00fcr alle", ""], dtype=h5py.string_dtype())
        varying = dict(dtype=h5py.string_dtype(), chunks=(2,), compression="gzip")
        f.create_dataset("text/packed", data=["V1", "V2v", "LOC"], **varying)
        f.create_dataset("scale_offset", data=np.arange(8), chunks=(4,), scaleoffset=0)
        for number, name in [(32001, "blosc"), (32008, "bitshuffle")]:
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_chunk((4,))
            plist.set_filter(number, h5py.h5z.FLAG_OPTIONAL, (0, 0, 4))
            space = h5py.h5s.create_simple((8,))
            h5py.h5d.create(f.id, name.encode(), h5py.h5t.IEEE_F32LE, space, plist)
        f["committed_type"] = np.dtype("<i2")
        f.create_dataset("committed", data=np.arange(4), dtype=f["committed_type"])
        f["hard"] = f["matrix"]
        f["types/again"] = f["types"]  # a group that is a member of itself
    note(path)


hdf5("old.h5", "earliest")
hdf5("new.h5", "latest")

with h5py.File(OUT + "userblock.h5", "w", userblock_size=2048) as f:
    f.create_dataset("m", data=ramp[:, :, 0], chunks=(2, 5))
    f.create_dataset("n", data=ramp[:, :, 1])
with open(OUT + "userblock.h5", "r+b") as f:
    f.write(b"Anything may stand here.")
note("userblock.h5")

with h5py.File(OUT + "target.h5", "w") as f:
    f["secret"] = np.arange(3.0)
with h5py.File(OUT + "links.h5", "w") as f:
    f["inside"] = np.arange(4.0)
    f["soft"] = h5py.SoftLink("/inside")
    f["external"] = h5py.ExternalLink("target.h5", "/secret")
    f["group"] = h5py.ExternalLink("target.h5", "/")
    f["broken"] = h5py.SoftLink("/nowhere")
with h5py.File(OUT + "virtual.h5", "w", libver="latest") as f:
    layout = h5py.VirtualLayout(shape=(3,), dtype="f8")
    layout[:] = h5py.VirtualSource("target.h5", "secret", shape=(3,))
    f.create_virtual_dataset("elsewhere", layout)
with h5py.File(OUT + "external_storage.h5", "w") as f:
    f.create_dataset("elsewhere", shape=(3,), dtype="<f8", external=[("raw.bin", 0, 24)])

# More than 2 GB: chunks of which only the last two were written (12.8 GB), and the head of a file
# whose contiguous data (2.2 GB) begin where the head ends.
with h5py.File(OUT + "large_chunked.h5", "w") as f:
    large = f.create_dataset("m", shape=(800_000_000, 4), dtype="<f4", chunks=(1000, 4), compression="gzip")
    large[-3:] = np.arange(12).reshape(3, 4) + 0.5
    large[536_870_911:536_870_913] = 9  # around byte 2^33
with h5py.File("/tmp/large.h5", "w") as f:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    plist.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
    space = h5py.h5s.create_simple((110_000_000, 5))
    start = h5py.h5d.create(f.id, b"m", h5py.h5t.IEEE_F32LE, space, plist).get_offset()
with open("/tmp/large.h5", "rb") as f, open(OUT + "large_contiguous_head.h5", "wb") as g:
    assert os.path.getsize("/tmp/large.h5") == start + 110_000_000 * 5 * 4
    g.write(f.read(start))
os.remove("/tmp/large.h5")

# A small file of everything that a fuzzer should turn.
with h5py.File(OUT + "small.h5", "w") as f:
    f.create_dataset("g/m", data=np.arange(6.0).reshape(2, 3), chunks=(1, 2), compression="gzip")


# MATLAB v7.3: what MATLAB's save(..., '-v7.3') leaves, as h5dump shows it.
def matlab(node, kind, **attributes):
    node.attrs.create("MATLAB_class", np.string_(kind))
    for key, value in attributes.items():
        node.attrs[key] = value
    return node


betas = np.array([[1.5, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, -12]])
cube = np.arange(2 * 3 * 4).reshape(2, 3, 4)


def variables(f):
    matlab(f.create_dataset("betas", data=betas.T), "double")
    packed = dict(chunks=(2, 3), compression="gzip", compression_opts=3)
    matlab(f.create_dataset("packed", data=betas.T.astype("<f4"), **packed), "single")
    matlab(f.create_dataset("cube", data=cube.T.astype("u1")), "uint8")
    matlab(f.create_dataset("area", data=np.array([[2], [1], [1]], "<i2")), "int16")  # 1 x 3
    matlab(f.create_dataset("mask", data=np.array([[1, 0]], "u1")), "logical", MATLAB_int_decode=np.int32(1))  # 2 x 1


with h5py.File(OUT + "v73.mat", "w", userblock_size=512) as f:
    variables(f)
    hello = np.frombuffer("hello".encode("utf-16le"), "<u2").reshape(5, 1)
    matlab(f.create_dataset("text", data=hello), "char", MATLAB_int_decode=np.int32(2))
    matlab(f.create_dataset("empty", data=np.array([0, 3], "<u8")), "double", MATLAB_empty=np.uint8(1))
    z = np.zeros((4, 3), dtype=[("real", "<f8"), ("imag", "<f8")])
    matlab(f.create_dataset("complex", data=z), "double")
    sparse = matlab(f.create_group("sparse"), "double", MATLAB_sparse=np.uint64(3))
    sparse["data"] = np.ones(3)
    sparse["ir"] = np.arange(3, dtype="<u8")
    sparse["jc"] = np.arange(4, dtype="<u8")
    refs = f.create_group("#refs#")
    a = matlab(refs.create_dataset("a", data=np.array([[1.0]])), "double")
    matlab(f.create_dataset("names", data=np.array([[a.ref], [a.ref]], dtype=h5py.ref_dtype)), "cell")
    group = matlab(f.create_group("subject"), "struct")
    matlab(group.create_dataset("betas", data=betas.T), "double")
    matlab(f.create_group("handle"), "function_handle")
    matlab(f.create_dataset("string", data=np.array([[0xDD000000]], "<u4")), "string", MATLAB_object_decode=np.int32(3))
    f["foreign"] = np.arange(3.0)
head = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan  1 00:00:00 2024 HDF5 schema 1.00 ."
with open(OUT + "v73.mat", "r+b") as f:
    f.write(head.ljust(116) + b"\0" * 8 + b"\x00\x02IM")
with h5py.File(OUT + "v73_repacked.h5", "w") as f:  # as h5repack leaves it: no userblock
    variables(f)

scipy.io.savemat(OUT + "v4.mat", {"betas": betas}, format="4")

# Archives of NumPy.
np.savez(OUT + "stored.npz", betas=betas, cube=np.asfortranarray(cube.astype(">i2")), half=np.arange(5).astype("f2"))
objects = np.array([{"a": 1}], dtype=object)
np.savez_compressed(OUT + "deflated.npz", betas=betas, objects=objects, flat=np.zeros((3, 5000), "f4"))


def member(array):
    out = io.BytesIO()
    npy.write_array(out, array)
    return out.getvalue()


betas_npy = member(betas)
with zipfile.ZipFile(OUT + "zip64.npz", "w") as z:
    with z.open("betas.npy", "w", force_zip64=True) as f:
        f.write(betas_npy)
for name, inside in [("dots", "../betas.npy"), ("absolute", "/betas.npy"), ("drive", "C:betas.npy")]:
    with zipfile.ZipFile(OUT + name + ".npz", "w") as z:
        z.writestr("good.npy", betas_npy)
        z.writestr(inside, betas_npy)
with zipfile.ZipFile(OUT + "backslash.npz", "w") as z:
    z.writestr("..\\betas.npy", betas_npy)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    with zipfile.ZipFile(OUT + "twice.npz", "w") as z:
        z.writestr("betas.npy", betas_npy)
        z.writestr("betas.npy", member(-betas))
with zipfile.ZipFile(OUT + "claims.npz", "w") as z:  # 8 GB by the header, a few bytes in the archive
    z.writestr("betas.npy", betas_npy.replace(b"(3, 4), }" + b" " * 8, b"(1000000, 999), }"))
    z.writestr("readme.txt", "not an array")

# The trials of dataset_npy_fixtures.py in every other form.
trials = {k: v for k, v in scipy.io.loadmat(OUT + "../trials.mat").items() if k[0] != "_"}
with h5py.File(OUT + "trials.h5", "w") as f:
    for key, value in trials.items():
        f["set/" + key] = value
with h5py.File(OUT + "trials_v73.mat", "w", userblock_size=512) as f:
    for key, value in trials.items():
        kind = {"float64": "double"}.get(value.dtype.name, value.dtype.name)
        matlab(f.create_dataset(key, data=value.T), kind)
with open(OUT + "trials_v73.mat", "r+b") as f:
    f.write(head.ljust(116) + b"\0" * 8 + b"\x00\x02IM")
np.savez_compressed(OUT + "trials.npz", **trials)
os.makedirs(OUT + "trials_text", exist_ok=True)
for key, value in trials.items():
    if value.ndim == 2 and not key.startswith("rgb"):
        np.savetxt(OUT + "trials_text/" + key + ".csv", value, delimiter=",", fmt="%.17g")

# Text, by numpy.savetxt.
table = rng.standard_normal((5, 3)) * 10.0 ** rng.integers(-3, 4, (5, 3))
np.savetxt(OUT + "table.csv", table, delimiter=",")
np.savetxt(OUT + "table_header.tsv", table, delimiter="\t", header="V1\tV2 left\tV3", comments="")
np.savetxt(OUT + "table_spaces.txt", table, header="made by numpy")
with open(OUT + "table_semicolon.csv", "w", newline="") as f:
    f.write("\ufeff" + "".join(";".join(map(repr, row)) + "\r\n" for row in table.tolist()))
with open(OUT + "table_expected.npy", "wb") as f:
    npy.write_array(f, table.astype("<f4"))

# All 65536 halves in order as float bits, NaN as 0x7fc00000, each times its place from 1, modulo 2^64.
halves = np.arange(65536, dtype="<u2").view("<f2").astype("<f4")
bits = np.where(np.isnan(halves), np.uint32(0x7FC00000), halves.view("<u4")).astype("<u8")
with np.errstate(over="ignore"):
    checksum = int((bits * np.arange(1, 65537, dtype="<u8")).sum(dtype="<u8"))
with open(OUT + "half_checksum.txt", "w") as f:
    f.write(f"{checksum}\n")
with open(OUT + "hdf5_expected.tsv", "w") as f:
    f.write("file\tdataset\tshape\tsum\n" + "\n".join(expected) + "\n")
