# SPDX-License-Identifier: BSD-2-Clause
"""The linear baseline on two real datasets, written from the definitions, without Voxel2Pixel's code.

Run: /usr/bin/python3 src/test/python/real_subjects_ridge.py DIR
DIR holds vangerven-digit69/digit69_28x28.mat and miyawaki-v1-figure/V1_mean_figure.mat. Prints
set,protocol,lambdas,seed,metric,value,mean_image as Cross-Validate Reconstruction... measures it; writes
nothing. All sums are numpy's; scipy reads the files. Each inner fold is fitted anew, by solving the
dual equations (Voxel2Pixel takes held-out errors in closed form from one eigen-decomposition).

Folds: distinct pictures in the order of their first trial, shuffled as java.util.Random(seed) does
(for i = n-1 .. 1: swap i, nextInt(i+1)), the i-th into fold i mod 10; or a picture, or a block of 5
trials, a fold. Voxels z-scored by a fold's training trials, constant ones dropped; penalty lambda x
voxels; lambda by 5 inner folds (n-th group of the training trials into n mod 5), least squared error
over all pixels. Values are not clipped. r: mean over trials of Pearson's r of the trial's pixels.
Identification: share of other pictures that a reconstruction correlates with less than with its own.
"""
import sys

import numpy as np
import scipy.io

STANDARD = np.array([1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000])
DECADES = 10.0 ** np.arange(-3, 4)


class JavaRandom:
    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def bits(self, n):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self.state >> (48 - n)

    def next_int(self, bound):
        if bound & -bound == bound:
            return (bound * self.bits(31)) >> 31
        while True:
            bits = self.bits(31)
            value = bits % bound
            if bits - value + bound - 1 < 1 << 31:
                return value


def kfold(pictures, folds, seed):
    n = pictures.max() + 1
    order = list(range(n))
    random = JavaRandom(seed)
    for i in range(n - 1, 0, -1):
        j = random.next_int(i + 1)
        order[i], order[j] = order[j], order[i]
    part = np.empty(n, int)
    for i, picture in enumerate(order):
        part[picture] = i % folds
    return part[pictures]


def ordinals(values):
    seen = {}
    return np.array([seen.setdefault(v, len(seen)) for v in values])


def predict(z, y, test, penalties):
    """One prediction a penalty; the mean image is not penalised."""
    mean_z, mean_y = z.mean(0), y.mean(0)
    a, b = z - mean_z, test - mean_z
    gram = a @ a.T
    return [b @ a.T @ np.linalg.solve(gram + p * np.eye(len(z)), y - mean_y) + mean_y for p in penalties]


def fit_predict(x, y, groups, test, lambdas):
    sd = x.std(0)
    keep = sd > 0
    z, t = (x[:, keep] - x[:, keep].mean(0)) / sd[keep], (test[:, keep] - x[:, keep].mean(0)) / sd[keep]
    chosen = lambdas[0]
    if len(lambdas) > 1:
        part = ordinals(groups) % 5
        error = np.zeros(len(lambdas))
        for f in np.unique(part):
            held = part == f
            guesses = predict(z[~held], y[~held], z[held], lambdas * keep.sum())
            error += [((g - y[held]) ** 2).sum() for g in guesses]
        chosen = lambdas[len(lambdas) - 1 - error[::-1].argmin()]
    return predict(z, y, t, [chosen * keep.sum()])[0], chosen


def scores(guesses, y, pictures, classes):
    distinct = np.array([y[pictures == p][0] for p in range(pictures.max() + 1)])
    a = guesses - guesses.mean(1, keepdims=True)
    b = distinct - distinct.mean(1, keepdims=True)
    a /= np.linalg.norm(a, axis=1, keepdims=True)
    b /= np.linalg.norm(b, axis=1, keepdims=True)
    r = a @ b.T
    own = r[np.arange(len(r)), pictures]
    won = r < own[:, None] - 1e-12
    result = {"pixcorr": own.mean(), "mse": ((guesses - y) ** 2).mean(),
              "identification": (won.sum(1) / (len(distinct) - 1)).mean()}
    if classes is not None:
        of = np.array([classes[pictures == p][0] for p in range(len(distinct))])
        same = [(of == of[p]) & (np.arange(len(of)) != p) for p in pictures]
        result["identification_within_class"] = np.mean([won[i][s].mean() for i, s in enumerate(same)])
    return result


def validate(name, protocol, x, y, pictures, groups, fold, classes, lambdas, label, seed):
    guesses, means, chosen = np.zeros_like(y), np.zeros_like(y), []
    for f in np.unique(fold):
        train = fold != f
        guesses[~train], best = fit_predict(x[train], y[train], groups[train], x[~train], lambdas)
        means[~train] = y[train].mean(0)
        chosen.append(float(best))
    mean = scores(means, y, pictures, classes)
    for metric, value in scores(guesses, y, pictures, classes).items():
        print(f"{name},{protocol},{label},{seed},{metric},{value:.6f},{mean[metric]:.6f}")
    print("# lambdas", chosen)


def main(folder):
    m = scipy.io.loadmat(folder + "/vangerven-digit69/digit69_28x28.mat")
    x = np.vstack([m["fmriTrn"], m["fmriTest"]])
    y = np.vstack([m["stimTrn"], m["stimTest"]]) / 255.0
    kinds = np.concatenate([m["labelTrn"].ravel(), m["labelTest"].ravel()])
    pictures = ordinals([row.tobytes() for row in y])
    for label, lambdas in (("standard", STANDARD), ("decades", DECADES), ("1", np.array([1.0]))):
        for seed in (1, 2, 3) if len(lambdas) > 1 else (1,):
            fold = kfold(pictures, 10, seed)
            validate("digits", "10-fold", x, y, pictures, pictures, fold, kinds, lambdas, label, seed)
    v = scipy.io.loadmat(folder + "/miyawaki-v1-figure/V1_mean_figure.mat")
    x, y = v["R2"].T, v["I2"].T.astype(float)
    pictures = ordinals([row.tobytes() for row in y])
    blocks = np.arange(len(y)) // 5
    for label, lambdas in (("standard", STANDARD), ("decades", DECADES), ("1", np.array([1.0])),
                           ("0.1", np.array([0.1]))):
        for protocol, group in (("leave-one-stimulus-out", pictures), ("leave-one-run-out", blocks)):
            validate("figures", protocol, x, y, pictures, group, group, None, lambdas, label, "-")


main(sys.argv[1])
