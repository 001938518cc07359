# SPDX-License-Identifier: BSD-2-Clause
"""The scipy side of the projection benchmark: the same worker as ProjectionTime.java.

    python3 projection_time.py FOLDER fixed|gaussian|inverse

The operators are made here once more from the fields. A step is, for each region, one product of a
sparse matrix (CSR, float32) with the 5 responses as columns, stored as the region's channels of an
image [y][x][roi, lag]; the inverse solves with LAPACK's Cholesky factor (float64) first. Writes the
first image, all in float64, as scipy-METHOD.f64.
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
import scipy
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve

SIZE, DEG, ROIS, LAGS, CUT, LEAST, LAMBDA = 96, 20.0, ("V1", "V2", "V3"), 5, 3.0, 0.1, 3.0
STEP_DEG = DEG / SIZE
WARM_UP_SEC = 5


def centres(xy):
    """CSR [pixel][voxel]: 1 / number of voxels whose centre is on the pixel."""
    px = np.floor((xy[:, 0] / DEG + 0.5) * SIZE).astype(int)
    py = np.floor((-xy[:, 1] / DEG + 0.5) * SIZE).astype(int)
    pixel = py * SIZE + px
    count = np.bincount(pixel, minlength=SIZE * SIZE)
    shape = (SIZE * SIZE, len(xy))
    return sparse.csr_matrix((1 / count[pixel], (pixel, np.arange(len(xy)))), shape)


def gaussians(table):
    """CSR [pixel][voxel]: fields of height 1, cut."""
    px = (np.arange(SIZE) - (SIZE - 1) / 2) * STEP_DEG
    rows = []
    for x, y, sigma in table:
        sigma = max(sigma, STEP_DEG / 2)
        d2 = (px[None, :] - x) ** 2 + (-px[:, None] - y) ** 2
        g = np.where(d2 <= (CUT * sigma) ** 2, np.exp(-d2 / (2 * sigma**2)), 0)
        rows.append(sparse.csr_matrix(g.ravel()[None, :]))
    return sparse.vstack(rows).T.tocsr()


def weighted_mean(table):
    g = gaussians(table)
    total = np.asarray(g.sum(1)).ravel()
    scale = np.where(total >= LEAST, 1 / np.maximum(total, LEAST), 0)
    mean = sparse.diags(scale) @ g
    mean.eliminate_zeros()
    return mean


def inverse(table):
    """CSR F' and the Cholesky factor of F F' + lambda I."""
    g = gaussians(table)
    f = g @ sparse.diags(1 / np.asarray(g.sum(0)).ravel())
    gram = (f.T @ f).toarray()
    gram[np.diag_indices(len(gram))] += LAMBDA * np.trace(gram) / len(gram)
    return f.tocsr(), cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)


def main(folder, method):
    lines = [line.split("\t") for line in (Path(folder) / "fields.tsv").read_text().splitlines()]
    start = time.perf_counter()
    regions, exact = [], []
    for roi in ROIS:
        voxels = np.array([v for v, line in enumerate(lines) if line[0] == roi])
        table = np.array([[float(c) for c in lines[v][1:]] for v in voxels])
        factor = None
        if method == "fixed":
            operator = centres(table)
        elif method == "gaussian":
            operator = weighted_mean(table)
        else:
            operator, factor = inverse(table)
        # the voxels of a region stand together, so that a slice takes them without a copy
        part = slice(voxels[0], voxels[-1] + 1)
        regions.append((part, operator.astype(np.float32), factor))
        exact.append((part, operator, factor))
    build_sec = time.perf_counter() - start
    volumes = np.fromfile(Path(folder) / "responses.f32", "<f4").reshape(-1, len(lines))
    image = np.zeros((SIZE * SIZE, len(ROIS) * LAGS), np.float32)
    count = 0

    columns = volumes[:LAGS].T.astype(float)
    first = [
        operator @ (columns[part] if factor is None else cho_solve(factor, columns[part]))
        for part, operator, factor in exact
    ]
    np.hstack(first).astype("<f8").tofile(Path(folder) / f"scipy-{method}.f64")
    del exact, first

    def step():
        nonlocal count
        z = volumes[(count + np.arange(LAGS)) % len(volumes)]
        count += 1
        begin = time.perf_counter()
        columns = np.ascontiguousarray(z.T)
        for r, (part, operator, factor) in enumerate(regions):
            x = columns[part]
            if factor is not None:
                x = cho_solve(factor, x, check_finite=False).astype(np.float32)
            image[:, r * LAGS : (r + 1) * LAGS] = operator @ x
        return (time.perf_counter() - begin) * 1e3

    end = time.perf_counter() + WARM_UP_SEC
    while time.perf_counter() < end:
        step()
    entries = sum(operator.nnz for _, operator, _ in regions)
    print(
        f"ready {entries} scipy {scipy.__version__}, numpy {np.__version__}, "
        f"built in {build_sec:.2f} s",
        flush=True,
    )
    for line in sys.stdin:
        times = [step() for _ in range(int(line))]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(" ".join(f"{t:.4f}" for t in times), peak, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
