# A synthetic study of the size of Shen et al. 2019, to time preparation with: BIDS, one subject,
# runs of 239 volumes of 96 x 96 x 76 int16 voxels, TR 2 s, .nii.gz of about 55 % of their size.
#
#     python3 bench/preparation/make_study.py FOLDER [RUNS]
#
# Volumes are compressed once, in chunks of 8, as gzip members of their own, and each run is a
# different sequence of chunks: 20 GB are written in a few minutes, and to inflate them is as much
# work as if they had been compressed whole. Needs numpy and Pillow.
import gzip
import os
import struct
import sys

import numpy as np
from PIL import Image

NX, NY, NZ, VOLUMES, TR = 96, 96, 76, 239, 2.0
CHUNK, POOL, VOXELS, PICTURES = 8, 60, 11726, 1200
folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 120
func, masks, stimuli = (f"{folder}/{name}" for name in ("sub-01/func", "sub-01/masks", "stimuli"))
for name in (func, masks, stimuli):
    os.makedirs(name, exist_ok=True)
rng = np.random.default_rng(1)


def header(volumes, datatype, bitpix):
    h = bytearray(352)
    struct.pack_into("<i", h, 0, 348)
    struct.pack_into("<8h", h, 40, 4 if volumes > 1 else 3, NX, NY, NZ, volumes, 1, 1, 1)
    struct.pack_into("<hh", h, 70, datatype, bitpix)
    struct.pack_into("<8f", h, 76, 1, 2, 2, 2, TR, 0, 0, 0)
    struct.pack_into("<f", h, 108, 352)
    h[123] = 2 | 8
    struct.pack_into("<hh", h, 252, 0, 1)
    struct.pack_into("<12f", h, 280, 2, 0, 0, -96, 0, 2, 0, -96, 0, 0, 2, -76)
    h[344:348] = b"n+1\0"
    return bytes(h)


# A smooth head in noise: 3,000 inside, 60 outside; noise of 1.5 %, as much as makes gzip leave 55 %.
x, y, z = np.meshgrid(*(np.linspace(-1, 1, n) for n in (NX, NY, NZ)), indexing="ij")
head = (x**2 / 0.7 + y**2 / 0.9 + z**2 / 0.8 < 1).astype(float)
base = 60 + 3000 * head * (1 + 0.2 * np.cos(5 * x) * np.cos(4 * y) * np.cos(6 * z))


def chunk():
    data = np.empty((CHUNK, NZ, NY, NX), dtype="<i2")
    for t in range(CHUNK):
        data[t] = (base + rng.normal(size=base.shape) * (4 + 45 * head)).T.astype("<i2")
    return gzip.compress(data.tobytes(), compresslevel=1)


pool = [chunk() for _ in range(POOL)]
tail = gzip.compress(
    np.stack([base.T.astype("<i2") + rng.integers(-40, 40, base.T.shape, dtype="<i2") for _ in range(VOLUMES % CHUNK)]).tobytes(), 1)
print("one chunk of 8 volumes:", round(len(pool[0]) / (CHUNK * NX * NY * NZ * 2), 3), "of its size")

inside = np.flatnonzero(head.transpose(2, 1, 0).ravel() > 0)
mask = np.zeros(NX * NY * NZ, dtype=np.uint8)
mask[inside[:: max(1, len(inside) // VOXELS)][:VOXELS]] = 1
with gzip.open(f"{masks}/sub-01_label-VC_mask.nii.gz", "wb", 1) as out:
    out.write(header(1, 2, 8) + mask.tobytes())

for p in range(PICTURES):
    colour = rng.integers(0, 256, (8, 8, 3), dtype=np.uint8)
    Image.fromarray(colour).resize((248, 248), Image.BILINEAR).save(f"{stimuli}/n{p:08d}_{p}.png")

with open(f"{folder}/dataset_description.json", "w") as out:
    out.write('{"Name": "Synthetic study of the size of Shen 2019", "BIDSVersion": "1.8.0"}\n')
names = ("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z")
for run in range(1, runs + 1):
    stem = f"{func}/sub-01_task-perception_run-{run:03d}"
    order = rng.permutation(POOL)[: VOLUMES // CHUNK]
    with open(f"{stem}_bold.nii.gz", "wb") as out:
        out.write(gzip.compress(header(VOLUMES, 4, 16)))
        for n in order:
            out.write(pool[n])
        out.write(tail)
    with open(f"{stem}_events.tsv", "w") as out:
        out.write("onset\tduration\tevent_type\tstimulus_name\n0\t32\t-1\tn/a\n")
        shown = rng.permutation(PICTURES)[:50]
        repeats = set(rng.permutation(49)[:5] + 1)
        onset = 32
        for n, p in enumerate(shown):
            out.write(f"{onset}\t8\t1\tn{p:08d}_{p}\n")
            onset += 8
            if n in repeats:
                out.write(f"{onset}\t8\t2\tn{p:08d}_{p}\n")
                onset += 8
        out.write(f"{onset}\t6\t-2\tn/a\n")
    motion = np.cumsum(rng.normal(size=(VOLUMES, 6)) * 0.01, axis=0)
    with open(f"{stem}_desc-confounds_timeseries.tsv", "w") as out:
        out.write("\t".join(names) + "\n")
        out.writelines("\t".join(f"{v:.6f}" for v in row) + "\n" for row in motion)
    if run % 20 == 0:
        print(run, "runs", flush=True)
