# SPDX-License-Identifier: BSD-2-Clause
"""Writes the BData fixtures of org.voxel2pixel.dataset: a study of 20 voxels, and files with faults.

Python 3.11, numpy 1.24, h5py 3.7, PIL 9.4; random numbers of a fixed seed.
Run from the project root: /usr/bin/python3 src/test/python/bdata_files.py

The layout of the files is what bdpy's BData.save writes (dataset, metadata/key, metadata/value,
metadata/description, vmap), written here by h5py alone. All expected values are numpy's.

  train.h5, test.h5      6 pictures x 2 trials; 3 pictures x 3, 2, 4 trials; WordNet numbers
  *_vmap.h5              the same, pictures by stimulus_name and a vmap, key Label for two columns
  train_old.h5           the older names (dataSet, metaData), chunked, gzip, shuffle, big-endian
  one.h5                 both and two trials of rest and imagery in one file, column DataType
  index.h5, labels.tsv   pictures by image_index, which needs the table
  pictures/              nine PNG of 6 x 6 pixels, some in a folder below
  expected_z.npy         [sample][kept voxel], what the dataset must hold
  expected_mean_sd.npy   [2][kept voxel]
  expected_frames.npy    [frame][y][x][rgb]
"""
import os
import shutil
import warnings

import h5py
import numpy as np
from PIL import Image

OUT = "src/test/resources/org/voxel2pixel/dataset/bdata/"
shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT + "pictures/natural/deeper")
warnings.simplefilter("ignore", RuntimeWarning)  # columns that are NaN throughout
random = np.random.RandomState(20190402)

VOXELS = 20
CONSTANT = 3  # this voxel never varies in training
TRAIN = [1443537.022563, 1443537.000012, 1518878.005958, 2011460.029873, 2084071.000034, 2690373.1]
TEST = [1518878.010042, 3122295.031279, 4572121.003262]  # the first has a category of training
REPEATS = [3, 2, 4]


def name(label):
    whole, decimals = ("%f" % label).split(".")
    return "n%08d_%d" % (int(whole), int(decimals))


assert name(1518878.005958) == "n01518878_5958"  # the published example
assert name(2690373.1) == "n02690373_100000"


def blocks(voxels):
    return [1.0 if v in voxels else 0.0 for v in range(VOXELS)]


# key: value of each voxel
ROIS = {
    "ROI_V1": blocks(range(0, 8)),
    "ROI_V2": blocks(range(6, 13)),
    "ROI_LOC": blocks(range(13, 18)),
    "ROI_VC": blocks(range(0, 18)),
    "ROI_None": blocks([]),
}
PLACES = {
    "voxel_x": np.linspace(-20, 18, VOXELS),
    "voxel_y": np.linspace(-90, -71, VOXELS),
    "voxel_z": np.arange(VOXELS) % 5 * 2.0,
    "voxel_i": np.arange(VOXELS) + 3.0,
    "voxel_j": np.arange(VOXELS) % 7 + 1.0,
    "voxel_k": np.arange(VOXELS) % 5 + 0.0,
}


def study(before, voxels, after, shared=None, **changes):
    """dataset and its metadata.

    before, after: lists of (key, column) around the voxels; shared: a key and those of its columns.
    """
    columns = [c for _, c in before] + list(voxels.T) + [c for _, c in after]
    count = len(columns)
    first = len(before)
    metadata = {}
    for n, (key, _) in list(enumerate(before)) + [(first + VOXELS + n, a) for n, a in enumerate(after)]:
        metadata[key] = np.full(count, np.nan)
        metadata[key][n] = 1
    for key, members in (shared or {}).items():
        metadata[key] = np.nanmax([metadata[m] for m in members], axis=0)
    for key, values in {"VoxelData": np.ones(VOXELS), **ROIS, **PLACES, **changes}.items():
        metadata[key] = np.full(count, np.nan)
        metadata[key][first : first + VOXELS] = values
    return np.column_stack(columns), metadata


def write(file, dataset, metadata, names=("dataset", "metadata"), vmap=None, dtype="<f8", **storage):
    with h5py.File(OUT + file, "w") as h5:
        h5.create_dataset(names[0], data=dataset.astype(dtype), **storage)
        keys = list(metadata)
        h5.create_dataset(names[1] + "/key", data=[k.encode() for k in keys])
        h5.create_dataset(names[1] + "/description", data=[("1 = " + k).encode() for k in keys])
        h5.create_dataset(names[1] + "/value", data=np.array([metadata[k] for k in keys]))
        for key, entries in (vmap or {}).items():
            for number, text in entries.items():
                h5.create_dataset("vmap/%s/%s" % (key, number), data=text)


train_labels = np.array((TRAIN + TRAIN[::-1]))
train_session = np.repeat([1.0, 2.0], [9, 3])
train_run = np.repeat([1.0, 2.0, 1.0], [6, 3, 3])
test_order = [0, 1, 2, 2, 0, 2, 1, 0, 2]  # repeats lie scattered
assert [test_order.count(n) for n in range(3)] == REPEATS
test_labels = np.array([TEST[n] for n in test_order])

train = random.normal(loc=random.uniform(-50, 50, VOXELS), scale=3, size=(12, VOXELS))
test = random.normal(loc=train.mean(0), scale=4, size=(9, VOXELS))
train[:, CONSTANT] = 7.25

before = [("Session", train_session), ("Run", train_run)]
after = [("stimulus_id", train_labels)]
write("train.h5", *study(before, train, after))
ones = np.ones(9)
write("test.h5", *study([("Session", ones), ("Run", ones)], test, [("stimulus_id", test_labels)]))

# expected: all voxels of ROI_VC but the constant one
kept = [v for v in range(18) if v != CONSTANT]
mean, sd = train.mean(0)[kept], train.std(0)[kept]
z = [(row[kept] - mean) / sd for row in train]
for n in range(3):
    rows = test[np.array(test_order) == n]
    assert len(rows) == REPEATS[n]
    z.append((rows.mean(0)[kept] - mean) / sd * np.sqrt(len(rows)))
np.save(OUT + "expected_z.npy", np.array(z))
np.save(OUT + "expected_mean_sd.npy", np.array([mean, sd]))

# pictures, and the frames in the order of their names
picture = {}
for label in TRAIN + TEST:
    picture[name(label)] = random.randint(0, 256, (6, 6, 3)).astype(np.uint8)
for n, (stem, pixels) in enumerate(picture.items()):
    below = ["", "natural/", "natural/deeper/"][n % 3]
    Image.fromarray(pixels).save(OUT + "pictures/" + below + stem + ".png")
open(OUT + "pictures/README.txt", "w").write("Random pixels of bdata_files.py.\n")
frames = [picture[s] for s in sorted(map(name, TRAIN))] + [picture[s] for s in sorted(map(name, TEST))]
np.save(OUT + "expected_frames.npy", np.array(frames))

# with a vmap: small numbers, names with an ending, Label for two columns
number_of = {name(label): float(n + 1) for n, label in enumerate(TRAIN + TEST)}
for file, voxels, labels in [("train_vmap.h5", train, train_labels), ("test_vmap.h5", test, test_labels)]:
    numbers = np.array([number_of[name(x)] for x in labels])
    vmap = {"stimulus_name": {str(number_of[name(x)]): name(x) + ".JPEG" for x in labels}}
    columns = [("category_index", numbers * 0), ("stimulus_name", numbers)]
    shared = {"Label": ["category_index", "stimulus_name"]}
    write(file, *study([], voxels, columns, shared), vmap=vmap)

# the older names
data, metadata = study(before, train, after)
write(
    "train_old.h5", data, metadata, ("dataSet", "metaData"), dtype=">f8",
    chunks=(5, 7), compression="gzip", shuffle=True,
)

# one file for all, with rest (no label) and imagery
both = np.vstack([train, test, random.normal(size=(2, VOXELS))])
labels = np.concatenate([train_labels, test_labels, [np.nan, TRAIN[0]]])
kind = np.repeat([1.0, 2.0, 3.0], [12, 9, 2])
both[-2, 5] = np.nan  # in the rest, which nobody asks for
write("one.h5", *study([("DataType", kind)], both, [("stimulus_id", labels)]))

# numbers that only a table explains
index = np.array([number_of[name(x)] for x in np.concatenate([train_labels, test_labels])])
write("index.h5", *study([("DataType", kind[:-2])], both[:-2], [("image_index", index)]))
with open(OUT + "labels.tsv", "w") as table:
    table.write("id\tname\n")
    for stem, number in number_of.items():
        table.write("%d\t%s\n" % (number, stem))

# other element types
small = np.round(train)
write("int16.h5", *study(before, small, [("image_index", np.arange(12.0))]), dtype="<i2")
write("float16.h5", *study(before, small, [("image_index", np.arange(12.0))]), dtype=">f2")
np.save(OUT + "int16.npy", small)

# faults
data, metadata = study(before, train, after)
write("fault_columns.h5", data[:, :-1], metadata)
write("fault_keys.h5", data, metadata)
with h5py.File(OUT + "fault_keys.h5", "r+") as h5:
    del h5["metadata/key"]
    h5["metadata/key"] = [k.encode() for k in list(metadata)[:-1]]
with h5py.File(OUT + "fault_text.h5", "w") as h5:
    h5["dataset"] = np.array([["a", "b"]], dtype="S1")
    h5["metadata/key"] = [b"VoxelData"]
    h5["metadata/value"] = np.ones((1, 2))
with h5py.File(OUT + "fault_none.h5", "w") as h5:
    h5["responses"] = train
write("fault_scaleoffset.h5", data, metadata, chunks=(12, 23), scaleoffset=3)
mirrored = study([("Session", ones), ("Run", ones)], test, [("stimulus_id", test_labels)], voxel_x=PLACES["voxel_x"][::-1])
write("fault_mirrored.h5", *mirrored)
broken = train.copy()
broken[4, 9] = np.nan
broken[7, 9] = np.inf
broken[7, 11] = np.nan
write("fault_nan.h5", *study(before, broken, after))
unknown = np.append(train_labels[:-1], 1518878.999999)
write("fault_label.h5", *study(before, train, [("stimulus_id", unknown)]))
with h5py.File(OUT + "userblock.h5", "w", userblock_size=512) as h5:
    h5["dataset"] = data
    h5["metadata/key"] = [k.encode() for k in metadata]
    h5["metadata/value"] = np.array([metadata[k] for k in metadata])

# A dataset that has its shape but no place in the file yet: the test puts one behind it, as long as
# it likes. 4800 columns of doubles; 1200 rows are 46 MB, 60000 are 2.3 GB.
for rows in (1200, 60000):
    with h5py.File(OUT + "late_%d.h5" % rows, "w") as h5:
        h5.create_dataset("dataset", shape=(rows, 4800), dtype="<f8")
        h5["metadata/key"] = [b"VoxelData", b"ROI_V1", b"Run"]
        value = np.full((3, 4800), np.nan, "<f4")
        value[0, 1:] = 1
        value[1, [1, 2400, 4799]] = 1
        value[2, 0] = 1
        h5.create_dataset("metadata/value", data=value, compression="gzip")
