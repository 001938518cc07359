# Block means of the Haxby 2001 runs as macros/Haxby.ijm prepares them, by nibabel and scipy.
#
#     python3 src/test/python/haxby_block_means.py DIR                  chosen values for HaxbyTest
#     python3 src/test/python/haxby_block_means.py DIR DATASET          largest difference from a dataset
#
# Per run: linear detrend (scipy.signal.detrend), z-score over the run (ddof 0), mean over the
# volumes whose begin lies in [onset + 5, onset + duration + 5) s; voxels of mask.nii.gz with i
# running fastest, blocks by onset.
import sys

import nibabel
import numpy as np
from scipy.signal import detrend
from scipy.stats import zscore

TR = 2.5


def block_means(folder):
    mask = np.asarray(nibabel.load(f"{folder}/mask.nii.gz").dataobj) > 0
    rows, kinds, runs = [], [], []
    for run in range(1, 13):
        path = f"{folder}/haxby2001/sub001/BOLD/task001_run{run:03d}"
        bold = nibabel.load(f"{path}/bold_1slice.nii.gz").get_fdata()
        series = bold.transpose(3, 2, 1, 0)[:, mask.transpose(2, 1, 0)]
        series = zscore(detrend(series, axis=0), axis=0)
        events = [line.split("\t") for line in open(f"{path}/bold_events.tsv").read().split("\n")[1:] if line]
        for onset, duration, kind in sorted((float(o), float(d), k) for o, d, k in events):
            begin = np.arange(len(series)) * TR
            inside = (begin >= onset + 5 - 1e-3) & (begin < onset + duration + 5 - 1e-3)
            rows.append(series[inside].mean(0))
            kinds.append(kind)
            runs.append(run)
    return np.array(rows), kinds, runs


means, kinds, runs = block_means(sys.argv[1])
if len(sys.argv) > 2:
    ours = np.load(f"{sys.argv[2]}/responses.npy")
    table = [line.split("\t") for line in open(f"{sys.argv[2]}/samples.tsv").read().split("\n")[1:] if line]
    assert [row[-1] for row in table] == kinds
    print("shape", ours.shape, "largest difference", np.abs(ours - means).max())
else:
    print("shape", means.shape, "mean square", repr((means**2).mean()))
    for block in range(0, 96, 8):
        voxel = (block * 37) % means.shape[1]
        print(block, voxel, kinds[block], repr(means[block, voxel]))
