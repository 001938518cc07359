# SPDX-License-Identifier: BSD-2-Clause
"""Writes a BIDS subject of a few kB and, by numpy alone, the dataset that must come out of it.

Python 3.11, numpy 1.24, nibabel 5.0, PIL 9.4; seed 20100.
Run from the project root: /usr/bin/python3 src/test/python/dataset_mini_subject.py

sub-01: masks V1 (two hemispheres), V2, V10; two training runs; test run 1 shown twice (runs 1 and 3)
and another test run (2). Settings: frames 3 x 2, squashed, of 6 x 4 pictures; lags 1..3; degree 2;
the six motion parameters and framewise_displacement (n/a in its first row).
"""
import os
import shutil

import nibabel as nib
import numpy as np
from PIL import Image

ROOT = "src/test/resources/org/voxel2pixel/dataset/mini/"
TR = 0.7
SHAPE = (4, 3, 2)
AFFINE = np.array([[-2, 0, 0, 5], [0, 2, 0, -3], [0, 0, 2.5, 1], [0, 0, 0, 1]], float)
MOTION = ["trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z"]
COLUMNS = MOTION + ["framewise_displacement"]
rng = np.random.default_rng(20100)

# What each volume shows, by hand; None is rest. This is the truth, the events are made from it.
SHOWN = {
    "task-train_run-1": [0, 1, 2, 3, None, None, 4, 4, 5, 6, 7, 8, 9, 10, None, 11],
    "task-train_run-2": [12, 13, 0, 14, 15, None, 16, 17, 17, 17, 18, 19, 20, 21, 22],
    "task-test_run-1": [0, 1, 2, 3, 4, 5, None, 6, 7, 8, 9, 10, 11, 12],
    "task-test_run-2": [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32],
}
SHOWN["task-test_run-3"] = SHOWN["task-test_run-1"]

MASKS = {  # flat indices (k * ny + j) * nx + i
    "hemi-L_label-V1": [20, 3, 7],
    "hemi-R_label-V1": [1, 7],
    "label-V2": [0, 13, 22],
    "label-V10": [5, 9],
}
CONSTANT = 13  # in V2, never varies
QUIET = 9  # in V10, constant in training run 1 only
ORDER = [(r, v) for r, vs in [("V1", [1, 3, 7, 20]), ("V2", [0, 13, 22]), ("V10", [5, 9])] for v in vs]


def stim_file(run, n):
    return f"{run.split('_')[0][5:]}/frame-{n:02d}.png"


def write_events(run, crlf_and_bom, shuffled):
    rows, shown, t = [], SHOWN[run], 0
    while t < len(shown):
        length = 1
        while t + length < len(shown) and shown[t + length] == shown[t]:
            length += 1
        name = "n/a" if shown[t] is None else stim_file(run, shown[t])
        rows.append(f"{t * TR:.3f}\t{length * TR:.3f}\tfilm\t{name}")
        t += length
    if shuffled:
        rows = rows[3:] + rows[:3]
    end = "\r\n" if crlf_and_bom else "\n"
    text = end.join(["onset\tduration\ttrial_type\tstim_file"] + rows) + end
    with open(f"{ROOT}sub-01/func/sub-01_{run}_events.tsv", "wb") as f:
        f.write((("\ufeff" if crlf_and_bom else "") + text + (end if crlf_and_bom else "")).encode())


def write_confounds(run):
    values = np.round(np.cumsum(rng.normal(size=(len(SHOWN[run]), 7)), 0) * 0.1, 6)
    lines = ["\t".join(["csf"] + COLUMNS)]
    for t, row in enumerate(values):
        cells = ["1.5"] + [f"{x:.6f}" for x in row]
        if t == 0:
            cells[-1] = "n/a"
        lines.append("\t".join(cells))
    values[0, -1] = 0
    with open(f"{ROOT}sub-01/func/sub-01_{run}_desc-confounds_timeseries.tsv", "w") as f:
        f.write("\n".join(lines) + "\n")
    return values


def write_bold(run, confounds):
    count = len(SHOWN[run])
    t = np.linspace(-1, 1, count)
    data = 1000 + 30 * rng.normal(size=(count, 24))
    data += np.outer(t, rng.normal(size=24) * 40) + np.outer(t**2, rng.normal(size=24) * 20)
    data += confounds @ rng.normal(size=(7, 24)) * 15
    data[:, CONSTANT] = 800
    if run == "task-train_run-1":
        data[:, QUIET] = 900
    volume = data.reshape(count, 2, 3, 4).transpose(3, 2, 1, 0)  # to (i, j, k, t)
    if "test" in run:
        image = nib.Nifti1Image(np.round(volume * 2).astype("i2"), AFFINE)
        image.header.set_slope_inter(0.5, 0)
    else:
        image = nib.Nifti1Image(volume.astype("f4"), AFFINE)
    image.header.set_xyzt_units("mm", "sec")
    image.header["pixdim"][4] = TR
    path = f"{ROOT}sub-01/func/sub-01_{run}_bold.nii.gz"
    nib.save(image, path)
    stored = nib.load(path).get_fdata().transpose(3, 2, 1, 0).reshape(count, 24)
    return stored[:, [v for _, v in ORDER]].astype("f4").astype("f8")


def residuals(y, confounds):
    t = np.linspace(-1, 1, len(y))
    design = np.column_stack([np.ones_like(t), t, t**2, confounds])
    out = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    out[:, np.ptp(y, 0) == 0] = 0
    return out


shutil.rmtree(ROOT, ignore_errors=True)
for folder in ["sub-01/func", "sub-01/masks", "stimuli/train", "stimuli/test", "expected"]:
    os.makedirs(ROOT + folder)
for label, flat in MASKS.items():
    mask = np.zeros(24, "u1")
    mask[flat] = 1
    image = nib.Nifti1Image(mask.reshape(2, 3, 4).transpose(2, 1, 0), AFFINE)
    nib.save(image, f"{ROOT}sub-01/masks/sub-01_{label}_mask.nii.gz")
for task in ["train", "test"]:
    with open(f"{ROOT}task-{task}_bold.json", "w") as f:
        f.write('{"RepetitionTime": 0.7}\n')

clean, frames, index = {}, [], {}
for run in ["task-train_run-1", "task-train_run-2", "task-test_run-1", "task-test_run-2", "task-test_run-3"]:
    write_events(run, run == "task-train_run-2", run == "task-test_run-2")
    confounds = write_confounds(run)
    clean[run] = residuals(write_bold(run, confounds), confounds)
    for n in SHOWN[run]:
        if n is None or stim_file(run, n) in index:
            continue
        picture = rng.integers(0, 256, (4, 6, 3)).astype("u1")
        Image.fromarray(picture).save(f"{ROOT}stimuli/{stim_file(run, n)}")
        index[stim_file(run, n)] = len(frames)
        means = picture.astype("f8").reshape(2, 2, 3, 2, 3).mean((1, 3))
        frames.append(np.floor(means + 0.5).astype("u1"))

train = np.concatenate([clean["task-train_run-1"], clean["task-train_run-2"]])
mean, sd = train.mean(0), train.std(0)
kept = sd > 0
averaged = (clean["task-test_run-1"] + clean["task-test_run-3"]) / 2
rows = np.concatenate([train, averaged, clean["task-test_run-2"]])
stimulus = [
    -1 if n is None else index[stim_file(run, n)]
    for run in ["task-train_run-1", "task-train_run-2", "task-test_run-1", "task-test_run-2"]
    for n in SHOWN[run]
]
flat = np.array([v for _, v in ORDER])[kept]
out = ROOT + "expected/"
np.save(out + "responses.npy", ((rows - mean) / np.where(kept, sd, 1))[:, kept])
np.save(out + "zscore.npy", np.stack([mean, sd])[:, kept])
np.save(out + "stimulus.npy", np.array(stimulus, "<i4"))
np.save(out + "frames.npy", np.stack(frames))
np.save(out + "voxels.npy", np.stack([flat % 4, flat // 4 % 3, flat // 12], 1).astype("<i4"))
