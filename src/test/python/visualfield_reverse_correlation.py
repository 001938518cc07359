# SPDX-License-Identifier: BSD-2-Clause
"""Reference fields for ReverseCorrelationOracleTest, sample by sample with plain numpy.

python 3.11, numpy 1.24; no random numbers but the congruential generator below (seed 1).
Run: /usr/bin/python3 visualfield_reverse_correlation.py ../resources/org/voxel2pixel/visualfield
Writes reverse_correlation_*.tsv.
"""
import sys
from math import ceil, floor

import numpy as np

W, H, WIDTH_DEG, SAMPLES, VOXELS = 12, 9, 6.0, 90, 7


def series():
    """Stimuli [s][y][x] and responses [s][v], float32, the same in the Java test."""
    state = 1

    def uniform():
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return (state >> 8) / 2**24 - 0.5

    stim = np.zeros((SAMPLES, H, W), np.float32)
    resp = np.zeros((SAMPLES, VOXELS), np.float32)
    for s in range(SAMPLES):
        raw = np.array([uniform() for _ in range(H * W)]).reshape(H, W)
        # each pixel with its right and lower neighbour (around the edge): neighbours correlate
        smooth = (raw + np.roll(raw, -1, 1) + np.roll(raw, -1, 0)) / 4
        smooth[:, 0] = 0.25  # a margin that never varies
        stim[s] = smooth
        for v in range(VOXELS):
            cy, cx = (2 * v + 1) % (H - 2), (5 * v + 1) % (W - 2)
            drive = smooth[cy : cy + 3, cx : cx + 3].sum()
            resp[s, v] = (-drive if v == 3 else drive) + v * uniform()
        resp[s, 6] = 0.5  # constant
    return stim, resp


def area_weights(n, m):
    """[m][n]: mean over the interval j n / m .. (j + 1) n / m."""
    out = np.zeros((m, n))
    for j in range(m):
        lo, hi = j * n / m, (j + 1) * n / m
        for i in range(floor(lo), min(n, ceil(hi))):
            out[j, i] = (min(i + 1, hi) - max(i, lo)) / (hi - lo)
    return out


def gaussian(gx, gy, x, y, sigma):
    ex = np.where(np.abs(gx - x) > 5 * sigma, 0, np.exp(-((gx - x) ** 2) / (2 * sigma**2)))
    ey = np.where(np.abs(gy - y) > 5 * sigma, 0, np.exp(-((gy - y) ** 2) / (2 * sigma**2)))
    return (ey[:, None] * ex[None, :]).ravel()


def corr(a, b):
    a, b = a - a.mean(0), b - b.mean(0)
    return a.T @ b / np.sqrt((a**2).sum(0) * (b**2).sum(0))


def vertex(before, here, after):
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


def search(u, y, gx, gy, sigmas, either):
    """Best Gaussian (x, y, sigma) for standardised stimuli u [s][p] and one response y [s]."""
    score = abs if either else (lambda r: r)
    cand = [(k, j, i) for k in range(len(sigmas)) for j in range(len(gy)) for i in range(len(gx))]
    r = np.zeros(len(cand))
    for c, (k, j, i) in enumerate(cand):
        g = gaussian(gx, gy, gx[i], gy[j], sigmas[k])
        drive = u @ g
        if drive.var() > 1e-6 * u.var(0).mean() * g.sum() ** 2:
            r[c] = score(corr(drive, y))
    best = int(np.argmax(r))
    if not r[best] > 0:
        return None
    k, j, i = cand[best]
    cube = r.reshape(len(sigmas), len(gy), len(gx))
    dx = vertex(cube[k, j, i - 1], r[best], cube[k, j, i + 1]) if 0 < i < len(gx) - 1 else 0
    dy = vertex(cube[k, j - 1, i], r[best], cube[k, j + 1, i]) if 0 < j < len(gy) - 1 else 0
    ds = vertex(cube[k - 1, j, i], r[best], cube[k + 1, j, i]) if 0 < k < len(sigmas) - 1 else 0
    log = np.log(sigmas)
    refined = (
        gx[i] + dx * (gx[1] - gx[0]),
        gy[j] + dy * (gy[1] - gy[0]),
        np.exp(np.interp(k + ds, np.arange(len(sigmas)), log)),
    )
    if score(corr(u @ gaussian(gx, gy, *refined), y)) > r[best]:
        return refined
    return gx[i], gy[j], sigmas[k]


def scaled(stim, rows, standardise):
    mean, sd = stim[rows].mean(0), stim[rows].std(0)
    varies = sd > 1e-9
    scale = np.where(varies, 1 / np.where(varies, sd, 1) if standardise else 1.0, 0.0)
    return (stim - mean) * scale


def fields(stim, resp, max_side, folds, sigmas_px, either, standardise):
    factor = max(1, max(W, H) / max_side)
    w, h = floor(W / factor + 0.5), floor(H / factor + 0.5)
    ax, ay = area_weights(W, w), area_weights(H, h)
    small = np.einsum("jy,syx,ix->sji", ay, stim.astype(float), ax).reshape(SAMPLES, -1)
    gx, gy = (np.arange(w) + 0.5) * W / w - 0.5, (np.arange(h) + 0.5) * H / h - 0.5
    sigmas = np.array(sigmas_px) * W / w
    fold = np.arange(SAMPLES) * folds // SAMPLES
    lines = ["index\tx_deg\ty_deg\tsigma_deg\tr2"]
    for v in range(VOXELS):
        y = resp[:, v].astype(float)
        if y.std() == 0:
            lines.append(f"{v}\tn/a\tn/a\tn/a\tn/a")
            continue
        found = search(scaled(small, np.arange(SAMPLES), standardise), y, gx, gy, sigmas, either)
        prediction = np.zeros(SAMPLES)
        for f in range(folds):
            train, test = np.where(fold != f)[0], np.where(fold == f)[0]
            u = scaled(small, train, standardise)
            fit = search(u[train], y[train], gx, gy, sigmas, either)
            if fit is None:
                continue
            drive = u @ gaussian(gx, gy, *fit)
            slope = np.cov(drive[train], y[train], ddof=0)[0, 1] / drive[train].var()
            prediction[test] = slope * drive[test]
        r2 = max(0.0, corr(prediction, y)) ** 2
        deg = WIDTH_DEG / W
        x_deg, y_deg = (found[0] - (W - 1) / 2) * deg, -(found[1] - (H - 1) / 2) * deg
        lines.append(f"{v}\t{x_deg:.9f}\t{y_deg:.9f}\t{found[2] * deg:.9f}\t{r2:.9f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    stimuli, responses = series()
    for name, *options in [
        ("plain", 12, 3, [0.75, 1.25, 2.0], False, False),
        ("reduced", 5, 4, [0.5, 0.8, 1.2, 2.0], True, True),
    ]:
        with open(f"{sys.argv[1]}/reverse_correlation_{name}.tsv", "w") as out:
            out.write(fields(stimuli, responses, *options))
