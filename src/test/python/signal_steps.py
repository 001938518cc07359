# SPDX-License-Identifier: BSD-2-Clause
"""Reference numbers for the preprocessing steps of the signal package, each by itself and in order.

Made with numpy 1.24.2, scipy 1.10.1, seed 20190413. Run:
  /usr/bin/python3 signal_steps.py ../resources/org/voxel2pixel/signal
It writes there
  steps.json            small cases and what is expected
  long_run.f32          1000 volumes x (4 voxels near 10^4, 6 motion parameters), little-endian float32
  long_residuals.f64    its residuals after a mean, a line and 6 motion parameters, float64
"""
import json
import pathlib
import sys

import numpy as np
from scipy import signal, stats

rng = np.random.default_rng(20190413)
folder = pathlib.Path(sys.argv[1])
TR_SEC = 2.0


def listed(array):
    return np.asarray(array).tolist()


def motion_of(volumes):
    return np.cumsum(rng.normal(size=(6, volumes)) * 0.02, axis=1).astype(np.float32).astype(np.float64)


def kept_residuals(y, motion):
    """lstsq (SVD) on 1, t and the motion parameters; the mean is added again."""
    t = np.linspace(0, 1, len(y))
    design = np.column_stack([np.ones(len(y)), t, motion.T])
    return y - design @ np.linalg.lstsq(design, y, rcond=None)[0] + y.mean(axis=0)


def percent(y, first, count):
    m = y[first : first + count].mean(axis=0)
    bad = ~(m > 1e-6 * np.abs(y).max(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        changed = 100 * (y / m - 1)
    return np.where(bad, 0, changed), np.flatnonzero(bad)


def despiked(y, limit, rounds):
    y = y.copy()
    ever = np.zeros(y.shape, bool)
    for _ in range(rounds):
        mean, sd = y.mean(axis=0), y.std(axis=0)
        clipped = np.clip(y, mean - limit * sd, mean + limit * sd)
        # A constant column's mean can be off by its last bit.
        clipped = np.where(sd < 1e-12 * np.abs(mean), y, clipped)
        ever |= clipped != y
        y = clipped
    return y, int(ever.sum())


def long_run():
    volumes, voxels = 1000, 4
    t = np.linspace(-1, 1, volumes)
    motion = motion_of(volumes)
    y = np.array([9000, 11000, 10500, 16000]) + np.outer(t, [300, -120, 40, 0])
    y += motion.T @ rng.normal(size=(6, voxels)) * 60 + rng.normal(size=(volumes, voxels)) * [25, 40, 8, 1]
    y = y.astype("<f4")
    y64 = y.astype(np.float64)
    np.hstack([y, motion.T]).astype("<f4").tofile(folder / "long_run.f32")
    (kept_residuals(y64, motion) - y64.mean(axis=0)).astype("<f8").tofile(folder / "long_residuals.f64")
    every = slice(0, volumes, 37)
    return {
        "volumes": volumes,
        "voxels": voxels,
        "every": 37,
        "mean": listed(y64.mean(axis=0)),
        "detrended": listed(signal.detrend(y64, axis=0)[every]),
        "z0": listed(stats.zscore(y64, axis=0, ddof=0)[every]),
        "z1": listed(stats.zscore(y64, axis=0, ddof=1)[every]),
        "percentOf12": listed(percent(y64, 0, 12)[0][every]),
        "percentOfMean": listed(percent(y64, 0, volumes)[0][every]),
    }


def percent_cases():
    """Baseline in the middle; voxels: sound, mean 0, nearly 0, negative, all 0, constant, just usable."""
    volumes = 30
    y = np.zeros((volumes, 7))
    y[:, 0] = 800 + rng.normal(size=volumes) * 5
    y[:, 1] = np.tile([1, -1], volumes // 2)
    y[:, 2] = np.tile([1000.0005, -1000], volumes // 2)
    y[:, 3] = -500 + rng.normal(size=volumes)
    y[:, 5] = 321.5
    y[:, 6] = 0.5
    y[3, 6] = 4000
    y = y.astype(np.float32).astype(np.float64)
    changed, bad = percent(y, 4, 10)
    return {"run": listed(y.ravel()), "first": 4, "count": 10, "changed": listed(changed.ravel()), "dropped": listed(bad)}


def despike_cases():
    """Voxels: noise with two spikes, many spikes of one size, one step, constant."""
    volumes = 60
    y = rng.normal(size=(volumes, 4)) * 2 + 5
    y[[7, 40], 0] = [90, -60]
    y[[3, 20, 33, 51], 1] = 70
    y[:, 2] = np.r_[np.zeros(volumes - 1), 1]
    y[:, 3] = np.float32(0.1)
    y = y.astype(np.float32).astype(np.float64)
    cases = []
    for limit, rounds in [(3.0, 1), (3.0, 2), (3.0, 10), (2.0, 10), (0.5, 5)]:
        clipped, count = despiked(y, limit, rounds)
        cases.append({"limit": limit, "rounds": rounds, "clipped": listed(clipped.ravel()), "count": count})
    return {"voxels": 4, "run": listed(y.ravel()), "cases": cases}


def run_z():
    y = rng.normal(size=(25, 4)) * [1, 30, 0, 1e-3] + [0, 1e4, 1234.567, -2]
    y = y.astype(np.float32).astype(np.float64)
    with np.errstate(invalid="ignore"):
        z0 = (y - y.mean(axis=0)) / np.where(np.ptp(y, axis=0) == 0, np.nan, y.std(axis=0, ddof=0))
        z1 = stats.zscore(y[:, [0, 1, 3]], axis=0, ddof=1)
    return {
        "voxels": 4,
        "run": listed(y.ravel()),
        "z0": listed(np.nan_to_num(z0).ravel()),
        "z1OfVarying": listed(z1.ravel()),
        "constant": [2],
    }


def chain():
    """A run of Shen 2019: 24 s rest, blocks of 8 s. Voxel 3 has a mean below 0, voxel 4 is constant."""
    volumes, voxels = 150, 6
    motion = motion_of(volumes)
    onsets = np.arange(24.0, 24 + 8 * 30, 8)
    seconds = np.arange(volumes) * TR_SEC
    active = np.zeros(volumes)
    active[(seconds >= 28) & (seconds < 28 + 240)] = 1
    y = 1000 + 400 * rng.random(voxels) + np.outer(active, rng.random(voxels) * 12)
    y += np.outer(np.linspace(0, 1, volumes), rng.normal(size=voxels) * 30)
    y += motion.T @ rng.normal(size=(6, voxels)) * 40 + rng.normal(size=(volumes, voxels)) * 8
    for v in [0, 1, 5]:
        y[rng.choice(volumes, 4, replace=False), v] += rng.choice([-1, 1], 4) * 150
    y[:, 3] -= 3000
    y[:, 4] = 777.25
    y = y.astype(np.float32).astype(np.float64)

    def block_means(x):
        rows = []
        for onset in onsets:
            start = onset + 4
            rows.append(x[(seconds >= start - 1e-3) & (seconds < start + 8 - 1e-3)].mean(axis=0))
        return np.array(rows)

    kept = kept_residuals(y, motion)
    changed, bad = percent(kept, 0, 12)
    clipped, count = despiked(changed, 3.0, 1)
    early, early_count = despiked(y, 3.0, 1)
    other = percent(kept_residuals(early, motion), 0, 12)[0]
    return {
        "volumes": volumes,
        "voxels": voxels,
        "motion": listed(motion),
        "onsetsSec": listed(onsets),
        "run": listed(y.ravel()),
        "dropped": listed(bad),
        "clippedValues": count,
        "samples": listed(block_means(clipped)),
        "despikedFirst": {"clippedValues": early_count, "samples": listed(block_means(other))},
    }


def windows():
    """The volumes by the definition: every t is asked."""
    cases = []
    t = np.arange(-400, 4000)
    for onset, duration, shift, tr in [
        (24, 8, 4, 2), (24, 12, 4, 2), (23.9996, 8, 4, 2), (24.0004, 8, 4, 2), (25, 8, 4, 2), (0, 8, 4, 2),
        (-6, 8, 0, 2), (5.6, 2.8, 2.8, 0.7), (2.1, 0.7, 2.8, 0.7), (693.7, 2.1, 0, 0.7), (10, 0.5, 0, 2), (11, 0.5, 0, 2),
        (11, 0, 0, 2), (100.33, 4.0, 5.5, 1.5),
    ]:
        start = onset + shift - 1e-3
        inside = t[(t * tr >= start) & (t * tr < start + duration)]
        cases.append({"times": [onset, duration, shift, tr], "volumes": listed(inside)})
    return cases


(folder / "steps.json").write_text(
    json.dumps(
        {
            "longRun": long_run(),
            "percent": percent_cases(),
            "despike": despike_cases(),
            "runZ": run_z(),
            "chain": chain(),
            "windows": {"cases": windows()},
        }
    )
)
