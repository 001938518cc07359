# SPDX-License-Identifier: BSD-2-Clause
"""Reference images for ProjectionOracleTest, by dense numpy formulas in double.

python 3.11, numpy 1.24; random numbers from numpy's PCG64 of seed 7.
Run: /usr/bin/python3 projection_operators.py ../resources/org/voxel2pixel/projection
Writes, for the cases "voxels" (fewer voxels than pixels) and "pixels" (fewer pixels than voxels),
CASE_fields.tsv (roi, x, y, sigma), CASE_responses.tsv [lag][voxel] and, for each projection,
CASE_PROJECTION.tsv [y * width + x][roi, lag] and CASE_PROJECTION_coverage.tsv [y * width + x][roi].
The numbers of the cases are repeated in the test.
"""
import sys

import numpy as np

CUT, LEAST, RELATIVE_LAMBDA = 3.0, 0.3, 0.5
# name: width, height, degrees, voxels, lags
CASES = {"voxels": (13, 9, 6.5, 40, 3), "pixels": (7, 5, 7.0, 160, 2)}
ROIS = ["V2", "V1"]  # channels in this order


def fields(rng, width, height, deg, count):
    """Rows (roi, x, y, sigma); of a few the centre is off the screen or the field is missing."""
    half_high = deg * height / width / 2
    x = rng.uniform(-deg / 2, deg / 2, count)
    y = rng.uniform(-half_high, half_high, count)
    sigma = rng.uniform(0.4, 1.3, count)
    x[3], y[8] = deg / 2 + 0.2, -half_high - 0.3
    sigma[5] = 0.05  # below half a pixel
    sigma[6] = deg + 0.5  # wider than the screen
    roi = rng.choice(["V1", "V2", "V2", "MT"], count)
    roi[[3, 5, 6, 8]] = ["V1", "V2", "V1", "V2"]
    sigma[2::17] = np.nan  # no field
    # the numbers that the test reads, not those before they were printed
    x, y, sigma = (np.array([float(f"{v:.9g}") for v in column]) for column in (x, y, sigma))
    return list(zip(roi, x, y, sigma))


def heights(table, roi, width, height, deg):
    """Voxels in use and their fields [voxel][pixel], 1 at the centre, pixels from the top left."""
    step = deg / width
    px = (np.arange(width) - (width - 1) / 2) * step
    py = ((height - 1) / 2 - np.arange(height)) * step  # upward
    used, rows = [], []
    for v, (name, x, y, sigma) in enumerate(table):
        inside = abs(x) < deg / 2 and abs(y) < step * height / 2
        if name != roi or np.isnan(sigma) or sigma > deg or not inside:
            continue
        sigma = max(sigma, step / 2)
        d2 = (px[None, :] - x) ** 2 + (py[:, None] - y) ** 2
        rows.append(np.where(d2 <= (CUT * sigma) ** 2, np.exp(-d2 / (2 * sigma**2)), 0).ravel())
        used.append(v)
    return used, np.array(rows)


def projections(g, z):
    """name -> (image [pixel][lag], coverage [pixel]) of fields [voxel][pixel], z [voxel][lag]."""
    total = g.sum(0)
    shown = total >= LEAST
    mean = np.zeros((g.shape[1], z.shape[1]))
    mean[shown] = (g.T @ z)[shown] / total[shown, None]
    f = g / g.sum(1, keepdims=True)
    lam = RELATIVE_LAMBDA * np.trace(f @ f.T) / len(f)
    inverse = np.linalg.solve(f.T @ f + lam * np.eye(f.shape[1]), f.T @ z)
    again = f.T @ np.linalg.solve(f @ f.T + lam * np.eye(len(f)), z)
    assert np.abs(inverse - again).max() < 1e-12, "the two forms must agree"
    return {"mean": (mean, total), "sum": (g.T @ z, total), "inverse": (inverse, f.sum(0))}


def write(folder, name, rows):
    with open(f"{folder}/{name}.tsv", "w") as file:
        for row in rows:
            file.write("\t".join(v if isinstance(v, str) else f"{v:.9g}" for v in row) + "\n")


def main(folder):
    rng = np.random.default_rng(7)
    for case, (width, height, deg, count, lags) in CASES.items():
        table = fields(rng, width, height, deg, count)
        z = rng.standard_normal((lags, count)).astype(np.float32)
        write(folder, f"{case}_fields", table)
        write(folder, f"{case}_responses", z)
        images, covers = {}, {}
        for roi in ROIS:
            used, g = heights(table, roi, width, height, deg)
            print(case, roi, len(used), "voxels of", width * height, "pixels")
            for name, (image, cover) in projections(g, z[:, used].T.astype(float)).items():
                images.setdefault(name, []).append(image)
                covers.setdefault(name, []).append(cover[:, None])
        for name in images:
            write(folder, f"{case}_{name}", np.hstack(images[name]))
            write(folder, f"{case}_{name}_coverage", np.hstack(covers[name]))


if __name__ == "__main__":
    main(sys.argv[1])
