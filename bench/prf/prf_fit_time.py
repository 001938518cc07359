# SPDX-License-Identifier: BSD-2-Clause
"""The scipy side of the receptive-field benchmark: a worker that rounds.py gives turns.

Fits the subject that PrfFitTime.java wrote: the same grid for all voxels in one product of matrices
(BLAS), then scipy.optimize.least_squares for each voxel, bounded, over x, y, log sigma and gain.

    python3 prf_fit_time.py FOLDER VARIANT PROCESSES VOXELS

VARIANT "plain" builds each prediction as the model says: Gaussian, sum over the stimulus, response,
drift; its derivatives are differences. "filtered" puts response and drift into the stimulus once,
which only linear summation allows, and has analytic derivatives: the fastest we could write.
VOXELS is the number fitted in a turn, spread over the processes. Making the grid's predictions is
not counted. The ready line goes out once both agree on the fields.
"""
import pathlib
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import scipy
from scipy.optimize import least_squares
from scipy.special import gammainc

folder = pathlib.Path(sys.argv[1])
variant, processes, voxels = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

TR = float(np.load(folder / "tr.npy")[0])
stimulus = np.load(folder / "stimulus.npy").astype(float)  # [run][volume][pixel]
responses = np.load(folder / "responses.npy")  # [run][volume][voxel]
runs, volumes, pixels = stimulus.shape
side = int(round(pixels**0.5))
axis = np.arange(side)


def cumulated(t):
    t = np.clip(t, 0, 32)
    return gammainc(6, t) - gammainc(16, t) / 6


lags = np.arange(0, int(np.ceil(32 / TR)) + 1)
hrf = cumulated(lags * TR) - cumulated((lags - 1) * TR)
hrf /= hrf.sum()
degree = int(np.floor(volumes * TR / 60 / 2 + 0.5))
drift = np.linalg.qr(np.vander(np.linspace(-1, 1, volumes), degree + 1))[0]


def without_drift(series):
    """[run][volume][...] without the polynomials of each run, [run * volume][...]."""
    shares = np.einsum("vk,rv...->rk...", drift, series)
    return (series - np.einsum("vk,rk...->rv...", drift, shares)).reshape(runs * volumes, -1)


def convolved(drive):
    out = np.empty_like(drive)
    for r in range(runs):
        out[r] = np.convolve(drive[r], hrf)[:volumes]
    return out


filtered = without_drift(
    np.stack(
        [np.apply_along_axis(lambda s: np.convolve(s, hrf)[:volumes], 0, run) for run in stimulus]
    )
)
flat = stimulus.reshape(runs * volumes, pixels)


def heights(x, y, sigma):
    gx = np.exp(-((axis - x) ** 2) / (2 * sigma**2))
    gy = np.exp(-((axis - y) ** 2) / (2 * sigma**2))
    return gx, gy / (2 * np.pi * sigma**2)


def plain_prediction(x, y, sigma):
    gx, gy = heights(x, y, sigma)
    drive = flat @ np.outer(gy, gx).ravel()
    return without_drift(convolved(drive.reshape(runs, volumes))).ravel()


def plain_fit(y, start):
    return least_squares(
        lambda f: f[3] * plain_prediction(f[0], f[1], np.exp(f[2])) - y, start, **LIMITS
    ).x


def filtered_fit(y, start):
    def jacobian(f):
        sigma = np.exp(f[2])
        gx, gy = heights(f[0], f[1], sigma)
        dx, dy = (axis - f[0]) / sigma, (axis - f[1]) / sigma
        columns = np.stack(
            [
                np.outer(gy, gx * dx / sigma).ravel(),
                np.outer(gy * dy / sigma, gx).ravel(),
                (np.outer(gy * dy**2, gx) + np.outer(gy, gx * (dx**2 - 2))).ravel(),
                np.outer(gy, gx).ravel() / f[3],
            ],
            1,
        )
        return f[3] * (filtered @ columns)

    def residual(f):
        gx, gy = heights(f[0], f[1], np.exp(f[2]))
        return f[3] * (filtered @ np.outer(gy, gx).ravel()) - y

    return least_squares(residual, start, jac=jacobian, **LIMITS).x


LIMITS = {
    "bounds": (
        [-0.5 - 0.1 * side, -0.5 - 0.1 * side, np.log(0.5), 1e-9],
        [1.1 * side - 0.5, 1.1 * side - 0.5, np.log(side), np.inf],
    ),
    "x_scale": "jac",
    "xtol": 1e-4,  # relative step, as ours
    "ftol": 1e-8,
}


def grid():
    places, size = [], 0.75
    while size <= side / 2:
        spacing = max(1, int(np.floor(size + 0.5)))
        steps = int((1.2 * side - 1) // spacing)
        centres = (side - 1) / 2 + (np.arange(steps + 1) - steps / 2) * spacing
        places += [(x, y, size) for y in centres for x in centres]
        size *= 1.5
    return np.array(places)


places = grid()
table = np.stack([np.outer(*heights(*p)[::-1]).ravel() for p in places], 1).astype(np.float32)
table = filtered.astype(np.float32) @ table  # [volume][candidate]
norms = np.linalg.norm(table, axis=0)
table /= np.where(norms > 1e-3 * norms.max(), norms, np.inf)


def fit_part(chosen):
    data = without_drift(responses[:, :, chosen].astype(float))
    data /= np.linalg.norm(data, axis=0)
    scores = table.T @ data.astype(np.float32)
    best = scores.argmax(0)
    found = []
    for n, c in enumerate(best):
        x, y, sigma = places[c]
        start = np.array([x, y, np.log(sigma), scores[c, n] / norms[c]])
        fit = plain_fit if variant == "plain" else filtered_fit
        found.append(fit(data[:, n], start)[:3])
    return np.array(found)


def main():
    with ProcessPoolExecutor(processes) as pool:
        chosen = np.array_split(np.arange(voxels), processes)

        def all_parts():
            return np.concatenate(list(pool.map(fit_part, chosen)))

        found = all_parts()  # also the warm-up
        ours = np.load(folder / "found.npy")[:voxels]
        truth = np.load(folder / "truth.npy")[:voxels]
        ours[:, 2] = np.log(ours[:, 2])
        apart = np.abs(found - ours).max(1)
        share = 100 * np.mean(apart < 0.01)
        error = np.median(np.hypot(*(found - truth)[:, :2].T))
        apart_xy = np.hypot(*(found - ours)[:, :2].T)
        print(
            f"ready {runs * volumes} scipy {scipy.__version__}, numpy {np.__version__},"
            f" {processes} processes, {voxels} voxels a turn; {share:.0f} % within 0.01 px of"
            f" Voxel2Pixel, median {np.median(apart_xy):.5f} px; median distance from the truth {error:.2f} px",
            flush=True,
        )
        for line in sys.stdin:
            times = []
            for _ in range(int(line)):
                start = time.perf_counter()
                all_parts()
                times.append(1000 * (time.perf_counter() - start) * 100 / voxels)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(*(f"{t:.3f}" for t in times), peak, flush=True)


if __name__ == "__main__":
    main()
