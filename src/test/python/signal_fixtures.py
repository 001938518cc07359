# SPDX-License-Identifier: BSD-2-Clause
"""Reference numbers for the tests of the signal package.

Made with numpy 1.24.2, scipy 1.10.1, seed 20190412. Run:
  /usr/bin/python3 signal_fixtures.py > ../resources/org/voxel2pixel/signal/signal.json
"""
import json
import sys

import numpy as np
from scipy import signal, stats

rng = np.random.default_rng(20190412)


def listed(array):
    return np.asarray(array).tolist()


def nuisance():
    """Residuals by lstsq (SVD) on plain powers of t, not Legendre polynomials nor QR."""
    volumes, voxels, degree = 24, 4, 3
    t = np.linspace(-1, 1, volumes)
    motion = np.cumsum(rng.normal(size=(2, volumes)), axis=1)
    csf = 9000 + 4 * rng.normal(size=volumes)
    confounds = np.stack([motion[0], motion[1], csf, motion[0] * -2.5 + 1, np.full(volumes, 7.0), 3 * t - 1])
    y = 1000 + 50 * t[:, None] * rng.normal(size=voxels) + rng.normal(size=(volumes, voxels)) * 10
    y += motion.T @ rng.normal(size=(2, voxels)) * 8
    y = y.astype(np.float32)
    design = np.column_stack([t**n for n in range(degree + 1)] + [c / np.linalg.norm(c) for c in confounds])
    y64 = y.astype(np.float64)
    residuals = y64 - design @ np.linalg.lstsq(design, y64, rcond=1e-9)[0]
    only_mean_and_line = signal.detrend(y64, axis=0, type="linear")
    return {
        "volumes": volumes,
        "voxels": voxels,
        "degree": degree,
        "names": ["trans_x", "trans_y", "csf", "trans_x_rescaled", "constant", "line"],
        "confounds": listed(confounds),
        "run": listed(y.ravel()),
        "residuals": listed(residuals.ravel()),
        "detrended": listed(only_mean_and_line.ravel()),
        "rank": int(np.linalg.matrix_rank(design, tol=1e-9)),
    }


def z_score():
    """A great offset with a small spread, where the sum of squares in one pass would fail."""
    rows = (16000000 + rng.integers(0, 8, size=(50, 3)) * [1, 1, 0] + [0, -15999990, 0]).astype(np.float32)
    x = rows.astype(np.float64)
    varying = x[:, :2]
    return {
        "rows": listed(rows),
        "mean": listed(x.mean(axis=0)),
        "sd": listed(x.std(axis=0, ddof=0)),
        "z": listed(stats.zscore(varying, axis=0, ddof=0)),
    }


def response():
    cases = []
    for step, length in [(2.0, 32.0), (0.7, 32.0), (1.0, 24.0), (0.1, 3.0 * 8)]:
        t = np.arange(int(np.floor(length / step + 1e-9)) + 1) * step
        h = stats.gamma.pdf(t, 6) - stats.gamma.pdf(t, 16) / 6
        cases.append({"step": step, "length": length, "h": listed(h / h.sum())})
    cases[-1]["h"] = cases[-1]["h"][::10]  # every tenth, to keep this file small
    drive = (rng.random(40) < 0.3) * rng.random(40)
    return {
        "cases": cases,
        "drive": listed(drive),
        "bold": listed(signal.lfilter(cases[0]["h"], [1.0], drive)),
    }


json.dump({"nuisance": nuisance(), "zScore": z_score(), "response": response()}, sys.stdout)
