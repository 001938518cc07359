# A subject with pictures in blocks, as Shen et al. 2019 showed them, and what numpy makes of it, for
# BlockPreparationTest.
#
#     python3 src/test/python/dataset_blocks_subject.py
#
# Writes src/test/resources/org/voxel2pixel/dataset/blocks: BIDS names, but events in the columns of
# OpenNeuro ds001506 (event_type, stimulus_name; repetitions are type 2), pictures named without their
# endings, masks of V1 and V2 over both hemispheres; expected/*.npy. Needs nibabel, numpy, Pillow.
import json
import os
import shutil

import nibabel
import numpy as np
from PIL import Image

ROOT = "src/test/resources/org/voxel2pixel/dataset/blocks"
TR, SHAPE, REST = 2.0, (5, 4, 3), 24.0
rng = np.random.default_rng(2019)
shutil.rmtree(ROOT, ignore_errors=True)
for folder in ("sub-01/func", "sub-01/masks", "stimuli", "expected"):
    os.makedirs(f"{ROOT}/{folder}")
affine = np.diag([2.0, 2, 2, 1])
json.dump({"Name": "blocks", "BIDSVersion": "1.8.0"}, open(f"{ROOT}/dataset_description.json", "w"))

masks = {}
for roi, hemi, chosen in (
    ("V1", "L", [(0, 0, 0), (1, 2, 1), (4, 3, 2)]),
    ("V1", "R", [(2, 0, 0), (3, 3, 2)]),
    ("V2", "L", [(1, 1, 1), (2, 2, 2), (0, 3, 1)]),
):
    mask = np.zeros(SHAPE, dtype=np.uint8)
    for voxel in chosen:
        mask[voxel] = 1
        masks.setdefault(roi, []).append(voxel)
    image = nibabel.Nifti1Image(mask, affine)
    image.set_sform(affine, 1)
    nibabel.save(image, f"{ROOT}/sub-01/masks/sub-01_hemi-{hemi}_label-{roi}_mask.nii.gz")
flat = lambda v: (v[2] * SHAPE[1] + v[1]) * SHAPE[0] + v[0]
columns = [v for roi in ("V1", "V2") for v in sorted(masks[roi], key=flat)]

train_pictures = [f"n0100_{p}" for p in range(6)]
test_pictures = [f"n0200_{p}" for p in range(3)]
for name in train_pictures + test_pictures:
    Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)).save(f"{ROOT}/stimuli/{name}.png")
pattern = {name: rng.normal(size=SHAPE) for name in train_pictures + test_pictures}

# (task, run, block seconds, pictures in order; a trailing * is a repetition of the picture before)
RUNS = [
    ("train", 1, 8, "n0100_0 n0100_1 n0100_1* n0100_2 n0100_3"),
    ("train", 2, 8, "n0100_4 n0100_5 n0100_0 n0100_0* n0100_2"),
    ("train", 10, 8, "n0100_3 n0100_5 n0100_5* n0100_4 n0100_1"),
    ("test", 1, 12, "n0200_1 n0200_0 n0200_0* n0200_2"),
    ("test", 2, 12, "n0200_0 n0200_1 n0200_0 n0200_0*"),
]
NAMES = ["trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z"]


def make(task, run, block, shown):
    count = round((REST + block * len(shown) + 8) / TR)
    t = np.arange(count) * TR
    motion = np.cumsum(rng.normal(size=(count, 6)) * 0.05, axis=0)
    bold = 900 + 60 * rng.normal(size=SHAPE)[..., None] + rng.normal(size=SHAPE + (count,)) * 4
    bold += 0.1 * rng.normal(size=SHAPE)[..., None] * t + (rng.normal(size=SHAPE + (6,)) @ motion.T)
    for n, name in enumerate(shown):
        onset = REST + block * n
        during = (t >= onset + 4) & (t < onset + block + 4)
        bold[..., during] += 12 * pattern[name.rstrip("*")][..., None]
    spike = rng.integers(0, count, 3)
    bold[..., spike] += 150
    bold = np.round(bold).astype(np.int16)
    image = nibabel.Nifti1Image(bold, affine)
    image.set_sform(affine, 1)
    image.header.set_xyzt_units("mm", "sec")
    image.header["pixdim"][4] = TR
    stem = f"{ROOT}/sub-01/func/sub-01_task-{task}_run-{run}"
    nibabel.save(image, f"{stem}_bold.nii.gz")
    motion = np.round(motion, 6)
    with open(f"{stem}_desc-confounds_timeseries.tsv", "w") as out:
        out.write("\t".join(NAMES + ["csf"]) + "\n")
        for row in motion:
            out.write("\t".join([f"{v:.6f}" for v in row] + ["0.5"]) + "\n")
    kept = []
    with open(f"{stem}_events.tsv", "w") as out:
        out.write("onset\tduration\tevent_type\tstimulus_name\tcategory_index\n")
        out.write(f"0\t{REST:g}\t-1\tn/a\tn/a\n")
        for n, name in enumerate(shown):
            repeat = name.endswith("*")
            onset = REST + block * n
            out.write(f"{onset:g}\t{block}\t{2 if repeat else 1}\t{name.rstrip('*')}\t{name[1:5]}\n")
            if not repeat:
                kept.append((onset, block, name))
        out.write(f"{REST + block * len(shown):g}\t8\t-2\tn/a\tn/a\n")
    return bold, motion, kept


def steps(series, motion):
    """Shen et al. 2019: trend and motion out, percent of the rest, 3 SD, in double."""
    count = len(series)
    design = np.column_stack([np.ones(count), np.linspace(-1, 1, count), motion])
    series = series - design @ np.linalg.lstsq(design, series, rcond=None)[0] + series.mean(0)
    rest = series[: round(REST / TR)].mean(0)
    series = 100 * (series - rest) / rest
    mean, sd = series.mean(0), series.std(0)
    return np.clip(series, mean - 3 * sd, mean + 3 * sd)


train, train_names, trials = [], [], {}
for task, run, block, text in RUNS:
    bold, motion, kept = make(task, run, block, text.split())
    series = steps(np.array([bold[v] for v in columns], dtype=float).T, motion)
    for onset, duration, name in kept:
        first = round((onset + 4) / TR)
        mean = series[first : first + round(duration / TR)].mean(0)
        if task == "train":
            train.append(mean)
            train_names.append(name)
        else:
            trials.setdefault(name, []).append(mean)
train = np.array(train)
mean, sd = train.mean(0), train.std(0)
z = (train - mean) / sd
averaged = np.array([np.sqrt(len(t)) * (np.mean(t, 0) - mean) / sd for t in trials.values()])
np.save(f"{ROOT}/expected/responses.npy", np.vstack([z, averaged]).astype(np.float32))
np.save(f"{ROOT}/expected/repeats.npy", np.array([len(t) for t in trials.values()], dtype=np.int32))
open(f"{ROOT}/expected/names.txt", "w").write("\n".join(train_names + list(trials)) + "\n")
print(z.shape, averaged.shape, {k: len(v) for k, v in trials.items()})
