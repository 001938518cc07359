# SPDX-License-Identifier: BSD-2-Clause
"""Ridge regressions by scikit-learn, for org.voxel2pixel.model.baseline.RidgeRegressionTest.

Run from the repository's root: /usr/bin/python3 src/test/python/ridge_fixtures.py
Needs numpy and scikit-learn (1.2). Writes src/test/resources/org/voxel2pixel/model/baseline/*.npy:
for wide (fewer examples than inputs) and tall (more): NAME-x [example][input] float32 with input 2
constant, NAME-y [example][value] float32 (pixels in RGB, tall ones gray), NAME-groups [example], NAME-weights
[input][value] float64 of the standardised inputs at lambda 0.5, NAME-errors [lambda] float64: mean
squared error with parts of whole groups held out and everything fitted anew for each part, but the
scales, which are those of all examples.
"""
import os
import numpy as np
from sklearn.linear_model import Ridge

OUT = "src/test/resources/org/voxel2pixel/model/baseline/"
LAMBDAS = [0.01, 0.1, 1.0, 10.0]
INNER_FOLDS = 3


def standardised(x):
    sd = x.std(0)
    varies = sd > 0
    z = np.zeros_like(x)
    z[:, varies] = (x[:, varies] - x[:, varies].mean(0)) / sd[varies]
    return z, varies


def write(name, n, p, gray, rng):
    x = rng.normal(size=(n, p)) * rng.uniform(0.1, 30, p) + rng.normal(size=p) * 5
    x[:, 2] = 7
    x = x.astype(np.float32)
    y = rng.uniform(size=(n, 6)) + 0.02 * (x[:, :6] - 7)
    if gray:
        y = np.repeat(y[:, ::3], 3, axis=1)
    y = y.astype(np.float32)
    groups = np.array([(i * 5 // n) * 10 + 3 for i in range(n)])
    groups[-1] = groups[0]
    z, varies = standardised(x.astype(float))
    unit = varies.sum()
    fit = Ridge(alpha=0.5 * unit, solver="svd").fit(z, y.astype(float))
    ordinal = {g: k for k, g in enumerate(dict.fromkeys(groups))}
    part = np.array([ordinal[g] % INNER_FOLDS for g in groups])
    errors = []
    for l in LAMBDAS:
        square = 0.0
        for f in range(INNER_FOLDS):
            held = part == f
            inner = Ridge(alpha=l * unit, solver="svd").fit(z[~held], y[~held].astype(float))
            square += ((inner.predict(z[held]) - y[held]) ** 2).sum()
        errors.append(square / y.size)
    os.makedirs(OUT, exist_ok=True)
    np.save(OUT + name + "-x.npy", x)
    np.save(OUT + name + "-y.npy", y)
    np.save(OUT + name + "-groups.npy", groups.astype(np.float64))
    np.save(OUT + name + "-weights.npy", fit.coef_.T.copy())
    np.save(OUT + name + "-errors.npy", np.array(errors))
    print(name, errors)


rng = np.random.default_rng(7)
write("wide", 14, 40, False, rng)
write("tall", 60, 9, True, rng)
