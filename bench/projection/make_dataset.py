# SPDX-License-Identifier: BSD-2-Clause
"""Writes a dataset folder of any length, with a field for every voxel, to try long stacks on.

    python3 make_dataset.py FOLDER [SAMPLES]      119,000 samples by default: 2.9 GB

6,000 voxels of V1, V2 and V3 with the fields of make_fields.py, frames of 96 x 96 pixels (eight
different ones, of noise), lags 3 to 7, runs of 500 volumes for training and one of 107 for testing.
SAMPLES is the number of training samples with all their lags: each run has 7 rows more.
Responses are normal numbers, float32.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

import make_fields

FRAMES, SIZE, RUN, LAGS, TEST = 8, 96, 500, (3, 7), 100


def voxels(folder):
    make_fields.main(folder)
    lines = (folder / "fields.tsv").read_text().splitlines()
    (folder / "fields.tsv").unlink()
    (folder / "responses.f32").unlink()
    with open(folder / "voxels.tsv", "w") as out:
        out.write("index\ti\tj\tk\troi\trf_x_deg\trf_y_deg\trf_sigma_deg\trf_r2\n")
        for v, line in enumerate(lines):
            roi, x, y, sigma = line.split("\t")
            out.write(f"{v}\tn/a\tn/a\tn/a\t{roi}\t{x}\t{y}\t{sigma}\t0.5\n")
    return len(lines)


def runs(samples):
    """Split and rows of each run; the last LAGS[1] rows of a run are no samples."""
    train = [RUN] * (samples // RUN) + [samples % RUN] * (samples % RUN > 0)
    return [("train", length) for length in train] + [("test", TEST)]


def tables(folder, samples):
    row = 0
    with open(folder / "samples.tsv", "w") as out:
        out.write("sample\tsplit\trun\tonset_s\tstimulus\trepeats\ttrial_type\n")
        for number, (split, length) in enumerate(runs(samples)):
            for t in range(length + LAGS[1]):
                name = f"sub-01_task-{split}_run-{number + 1:03}"
                stimulus = 0 if split == "test" else 1 + t % (FRAMES - 1)
                out.write(f"{row}\t{split}\t{name}\t{t * 0.7:.1f}\t{stimulus}\t1\tn/a\n")
                row += 1
    with open(folder / "stimuli.tsv", "w") as out:
        out.write("stimulus\tsplit\tname\n")
        for f in range(FRAMES):
            out.write(f"{f}\t{'test' if f == 0 else 'train'}\tnoise-{f}.png\n")
    return row


def responses(folder, rows, columns):
    rng = np.random.default_rng(2)
    with open(folder / "responses.npy", "wb") as out:
        header = {"descr": "<f4", "fortran_order": False, "shape": (rows, columns)}
        np.lib.format.write_array_header_1_0(out, header)
        for first in range(0, rows, 1000):
            count = min(1000, rows - first)
            out.write(rng.standard_normal((count, columns), np.float32).tobytes())
    frames = rng.integers(0, 256, (FRAMES, SIZE, SIZE, 3), np.uint8)
    np.save(folder / "frames.npy", frames)


def manifest(folder, rows, columns):
    files = {}
    for name in ("voxels.tsv", "samples.tsv", "stimuli.tsv", "responses.npy", "frames.npy"):
        digest = hashlib.sha256()
        with open(folder / name, "rb") as file:
            while block := file.read(1 << 22):
                digest.update(block)
        files[name] = {"bytes": (folder / name).stat().st_size, "sha256": digest.hexdigest()}
    text = {
        "format": "voxel2pixel-dataset",
        "formatVersion": 1,
        "trSec": 0.7,
        "screenWidthDeg": make_fields.SCREEN_DEG,
        "frameWidthPx": SIZE,
        "frameHeightPx": SIZE,
        "warp": "NONE",
        "lags": {"first": LAGS[0], "last": LAGS[1]},
        "voxelCount": columns,
        "sampleCount": rows,
        "frameCount": FRAMES,
        "rois": list(make_fields.AREAS),
        "pipeline": [],
        "provenance": [{"command": "make_dataset.py"}],
        "files": files,
    }
    (folder / "dataset.json").write_text(json.dumps(text, indent=2))


def main(folder, samples):
    folder.mkdir(parents=True)
    columns = voxels(folder)
    rows = tables(folder, samples)
    responses(folder, rows, columns)
    manifest(folder, rows, columns)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 119_000)
