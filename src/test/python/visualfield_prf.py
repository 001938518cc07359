# SPDX-License-Identifier: BSD-2-Clause
"""Reference fits for PrfOracleTest: the model with plain numpy, the fit with scipy.

python 3.11, numpy 1.24, scipy 1.10.
Run: /usr/bin/python3 visualfield_prf.py ../resources/org/voxel2pixel/visualfield
Writes prf_responses_*.f32 (little-endian float32, [volume][voxel], both runs), prf_fits_*.tsv (what
least_squares finds from the ten best of a dense grid, in double, without truncated Gaussians),
prf_predictions.tsv ([volume of run 1][parameter set]) and prf_weights.tsv (haemodynamic weights).
"""
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from scipy.optimize import least_squares
from scipy.special import gammainc

W, H, RUNS, VOLUMES, TR = 16, 12, 2, 150, 1.5
GY, GX = np.divmod(np.arange(W * H), W)
DIRECTIONS = [(1, 0), (0, 1), (1, 1), (1, -1), (-1, 0), (0, -1)]


def bars():
    """Apertures [run][volume][pixel]: sweeps of 25 volumes, the last 5 blank; whole numbers only."""
    out = np.zeros((RUNS, VOLUMES, W * H))
    for run in range(RUNS):
        for t in range(VOLUMES):
            a, b = DIRECTIONS[(t // 25 + run * 3) % 6]
            place = a * (2 * GX - W + 1) + b * (2 * GY - H + 1)
            reach = abs(a) * W + abs(b) * H
            if t % 25 < 20:
                centre = -reach + 2 * reach * (2 * (t % 25) + 1) // 40
                out[run, t] = np.abs(place - centre) <= 4 + run
    return out


def weights(tr, delay):
    """{lag: weight}; the response's integral over each TR, 0 before 0 s and after 32 s."""

    def cumulated(t):
        t = np.clip(t, 0, 32)
        return gammainc(6, t) - gammainc(16, t) / 6

    lags = np.arange(int(np.floor(-10 / tr)), int(np.ceil(45 / tr)) + 1)
    w = cumulated(lags * tr - delay) - cumulated((lags - 1) * tr - delay)
    return dict(zip(lags, w / w.sum()))


def convolution(count, tr, delay):
    matrix = np.zeros((count, count))
    for lag, w in weights(tr, delay).items():
        matrix += w * np.eye(count, k=-lag)
    return matrix


def gaussian(x, y, sigma):
    return np.exp(-((GX - x) ** 2 + (GY - y) ** 2) / (2 * sigma**2)) / (2 * np.pi * sigma**2)


def without_drift(series, degree):
    """Residuals of the least-squares polynomial, time along the first axis."""
    basis = np.vander(np.linspace(-1, 1, len(series)), degree + 1)
    return series - basis @ np.linalg.lstsq(basis, series, rcond=None)[0]


STIMULUS = bars()
HRF = convolution(VOLUMES, TR, 0.0)
DEGREE = int(np.floor(VOLUMES * TR / 60 / 2 + 0.5))


def response(run, x, y, sigma, n, hrf=HRF):
    return hrf @ (STIMULUS[run] @ gaussian(x, y, sigma)) ** n


def prediction(runs, x, y, sigma, n):
    return np.concatenate([without_drift(response(r, x, y, sigma, n), DEGREE) for r in runs])


def grid(exponents):
    return [
        (x, y, size * np.sqrt(n), n)
        for size in [0.7, 1, 1.4, 2, 2.8, 4, 6]
        for n in exponents
        for x in np.arange(-1, W + 1)
        for y in np.arange(-1, H + 1)
        if size * np.sqrt(n) >= 0.5
    ]


GRIDS = {}


def fit(data, runs, compressive, positive):
    """The best of the ten best candidates, each refined within bounds: (x, y, sigma, n, gain)."""
    y = np.concatenate([without_drift(data[r], DEGREE) for r in runs])
    key = (tuple(runs), compressive)
    if key not in GRIDS:
        places = grid([1, 0.6, 0.35, 0.2] if compressive else [1])
        GRIDS[key] = places, np.array([prediction(runs, *p) for p in places])
    places, table = GRIDS[key]
    norms = np.linalg.norm(table, axis=1)
    score = table @ y / np.where(norms > 1e-3 * norms.max(), norms, np.inf)
    score = score if positive else np.abs(score)
    margin_x, margin_y = 0.1 * W, 0.1 * H
    low = [-0.5 - margin_x, -0.5 - margin_y, np.log(0.5), np.log(0.1), 0 if positive else -np.inf]
    high = [W - 0.5 + margin_x, H - 0.5 + margin_y, np.log(max(W, H)), np.log(2), np.inf]
    used = [0, 1, 2, 3, 4] if compressive else [0, 1, 2, 4]
    scale = np.linalg.norm(y)
    best = None
    for c in np.argsort(score)[::-1][:10]:
        x0, y0, s0, n0 = places[c]
        q = table[c]
        start = np.array([x0, y0, np.log(s0), np.log(n0), (q @ y) / (q @ q) / scale])
        start = np.clip(start, np.add(low, 1e-9), np.subtract(high, 1e-9))

        def residual(free):
            full = np.array([x0, y0, np.log(s0), 0.0, 0.0])
            full[used] = free
            p = prediction(runs, full[0], full[1], np.exp(full[2]), np.exp(full[3]))
            return full[4] * p - y / scale

        found = least_squares(
            residual,
            start[used],
            bounds=(np.array(low)[used], np.array(high)[used]),
            x_scale="jac",
            ftol=1e-14,
            xtol=1e-12,
            gtol=1e-14,
            max_nfev=300,
        )
        if best is None or found.cost < best[0]:
            full = np.array([x0, y0, np.log(s0), 0.0, 0.0])
            full[used] = found.x
            best = found.cost, full
    full = best[1]
    shape = full[0], full[1], np.exp(full[2]), np.exp(full[3])
    gain = full[4] * scale
    r2 = 1 - ((y - gain * prediction(runs, *shape)) ** 2).sum() / (y @ y)
    return shape, gain, r2


def line(job):
    v, data, compressive, positive = job
    shape, gain, r2 = fit(data, [0, 1], compressive, positive)
    raw = np.concatenate([response(r, *shape) for r in (0, 1)])
    baseline = data.mean() - gain * raw.mean()
    held, truth = [], []
    for out in (0, 1):
        other, g, _ = fit(data, [1 - out], compressive, positive)
        held.append(g * prediction([out], *other))
        truth.append(without_drift(data[out], DEGREE))
    r = np.corrcoef(np.concatenate(held), np.concatenate(truth))[0, 1]
    values = [*shape, gain, baseline, r2, r]
    return f"{v}\t" + "\t".join(f"{x:.9g}" for x in values)


def subject(voxels, compressive, seed):
    rng = np.random.default_rng(seed)
    data = np.zeros((RUNS, VOLUMES, voxels), np.float32)
    t = np.linspace(-1, 1, VOLUMES)
    for v in range(voxels):
        shape = rng.uniform(-1, W), rng.uniform(-1, H), rng.uniform(0.8, 3), 1.0
        if compressive:
            n = rng.uniform(0.25, 1)
            shape = *shape[:2], shape[2] * np.sqrt(n), n
        gain, noise = (-20 if v % 8 == 7 else 20), [0.02, 0.3, 1.0][v % 3]
        clean = [response(r, *shape) for r in range(RUNS)]
        sd = np.std(clean)
        for r in range(RUNS):
            drift = rng.normal() * t * 3 + rng.normal() * t**2 * 3
            wrong = rng.normal(size=VOLUMES) * noise * sd * 20
            data[r, :, v] = 500 + v + gain * clean[r] + drift + wrong
    return data


def main(folder):
    for name, voxels, compressive, positive in [("linear", 40, False, False), ("css", 16, True, False)]:
        data = subject(voxels, compressive, 5)
        data.astype("<f4").tofile(f"{folder}/prf_responses_{name}.f32")
        jobs = [(v, data[:, :, v].astype(float), compressive, positive) for v in range(voxels)]
        with ProcessPoolExecutor(2) as pool:
            lines = list(pool.map(line, jobs))
        with open(f"{folder}/prf_fits_{name}.tsv", "w") as out:
            out.write("voxel\tx_px\ty_px\tsigma_px\texponent\tgain\tbaseline\tr2\theld_out_r\n")
            out.write("\n".join(lines) + "\n")

    sets = [(4.2, 7.7, 1.3, 1.0, 0.0), (11.5, 2.25, 0.6, 1.0, 1.25), (-0.8, 12.1, 5.0, 1.0, -2.5)]
    sets += [(9.0, 4.4, 2.0, 0.5, 0.0), (3.3, 3.9, 0.7, 0.12, 2.0)]
    columns = [
        response(1, *shape, hrf=convolution(VOLUMES, TR, delay)) for *shape, delay in sets
    ]
    np.savetxt(f"{folder}/prf_predictions.tsv", np.array(columns).T, "%.12g", "\t")
    with open(f"{folder}/prf_weights.tsv", "w") as out:
        for tr, delay in [(2.0, 0.0), (0.7, 1.3), (3.0, -1.0)]:
            for lag, w in weights(tr, delay).items():
                out.write(f"{tr}\t{delay}\t{lag}\t{w:.12g}\n")


if __name__ == "__main__":
    main(sys.argv[1])
