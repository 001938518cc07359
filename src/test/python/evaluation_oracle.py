# SPDX-License-Identifier: BSD-2-Clause
"""Reference values for the package evaluation.

Written with Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-image 0.19.3; seed 20260731.
Run from the project root:  python3 src/test/python/evaluation_oracle.py

pairs.bin        uint8 [pair 4][presented, reconstructed][y 20][x 24][channel 3]; value = byte / 255
                 as float32. Pair 0 is noisy, 1 blurred, 2 has a flat half, 3 is anti-correlated.
vectors.bin      uint8 [presented, reconstructed][item 14][value 30]. Presented 7 equals presented 2
                 and 11 equals 4 (ties); reconstruction 5 and presented 9 are constant (undefined).
expected.tsv     name, value

Identification is decided in whole numbers, so that ties are exact.
"""
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter
from skimage.metrics import structural_similarity

OUT = Path("src/test/resources/org/voxel2pixel/evaluation")
rng = np.random.default_rng(20260731)
lines = []


def expect(name, value):
    lines.append(f"{name}\t{float(value)!r}")


# --- pairs of images --------------------------------------------------------------------------
pairs = np.empty((4, 2, 20, 24, 3), np.uint8)
for p in range(4):
    a = gaussian_filter(rng.random((20, 24, 3)), (2, 2, 0))
    a = (a - a.min()) / (a.max() - a.min())
    if p == 0:
        b = a + 0.1 * rng.standard_normal(a.shape)
    elif p == 1:
        b = gaussian_filter(a, (1.5, 1.5, 0))
    elif p == 2:
        b = a + 0.05 * rng.standard_normal(a.shape)
        b[:, 12:] = 0.5
        a[:10] = 0.25
    else:
        b = 1 - a
    pairs[p, 0] = np.rint(255 * np.clip(a, 0, 1))
    pairs[p, 1] = np.rint(255 * np.clip(b, 0, 1))
pairs.tofile(OUT / "pairs.bin")
values = (pairs.astype(np.float32) / np.float32(255)).astype(np.float64)

GAUSSIAN = dict(gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1)
UNIFORM = dict(win_size=7, use_sample_covariance=False, data_range=1)
for p in range(4):
    a, b = values[p]
    expect(f"pixcorr_{p}", np.corrcoef(a.ravel(), b.ravel())[0, 1])
    expect(f"mse_{p}", np.mean((a - b) ** 2))
    expect(f"ssim_gaussian_{p}", structural_similarity(a, b, channel_axis=-1, **GAUSSIAN))
    expect(f"ssim_uniform_{p}", structural_similarity(a, b, channel_axis=-1, **UNIFORM))
    expect(
        f"ssim_gaussian_gray_{p}", structural_similarity(a[..., 0], b[..., 0], **GAUSSIAN)
    )
    expect(f"ssim_uniform_gray_{p}", structural_similarity(a[..., 0], b[..., 0], **UNIFORM))
    # upper left corner, odd sizes: 17 rows of 23; and 11 x 11, a single window
    expect(
        f"ssim_gaussian_odd_{p}",
        structural_similarity(a[:17, :23], b[:17, :23], channel_axis=-1, **GAUSSIAN),
    )
    expect(
        f"ssim_gaussian_window_{p}",
        structural_similarity(a[:11, :11], b[:11, :11], channel_axis=-1, **GAUSSIAN),
    )
    expect(
        f"ssim_sample_{p}",
        structural_similarity(
            a, b, win_size=7, use_sample_covariance=True, data_range=1, channel_axis=-1
        ),
    )
    expect(
        f"ssim_constants_{p}",
        structural_similarity(
            a,
            b,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
            data_range=2,
            K1=0.03,
            K2=0.05,
            channel_axis=-1,
        ),
    )

# The table of all four pairs: the mean image as the guess (its float32 is what Java averages to).
mean_image = values[:, 0].mean(axis=0).astype(np.float32).astype(np.float64)
expect(
    "table_pixcorr_mean_image",
    np.mean([np.corrcoef(mean_image.ravel(), v[0].ravel())[0, 1] for v in values]),
)
expect(
    "table_ssim_mean_image",
    np.mean([structural_similarity(mean_image, v[0], channel_axis=-1, **GAUSSIAN) for v in values]),
)
# The table of pairs 0 and 1: two images have one derangement only, the swap.
expect(
    "swapped_pixcorr",
    np.mean([np.corrcoef(values[i, 1].ravel(), values[1 - i, 0].ravel())[0, 1] for i in (0, 1)]),
)
expect(
    "swapped_ssim",
    np.mean(
        [
            structural_similarity(values[i, 1], values[1 - i, 0], channel_axis=-1, **GAUSSIAN)
            for i in (0, 1)
        ]
    ),
)

# --- identification ---------------------------------------------------------------------------
N, D = 14, 30
presented = rng.integers(0, 256, (N, D))
reconstructed = np.clip(np.rint(0.35 * presented + 0.65 * rng.integers(0, 256, (N, D))), 0, 255)
presented[7] = presented[2]
presented[11] = presented[4]
reconstructed[5] = 77
presented[9] = 200
vectors = np.stack([presented, reconstructed]).astype(np.uint8)
vectors.tofile(OUT / "vectors.bin")
presented = [[int(v) for v in row] for row in vectors[0]]
reconstructed = [[int(v) for v in row] for row in vectors[1]]


def centred(row):  # times D, whole numbers
    return [D * v - sum(row) for v in row]


def signed_square(x, y):
    """sign(r) r² |x|² as a fraction, None where undefined: for one x it orders as r does."""
    cx, cy = centred(x), centred(y)
    cov = sum(u * v for u, v in zip(cx, cy))
    var_x, var_y = sum(u * u for u in cx), sum(v * v for v in cy)
    return None if var_x == 0 or var_y == 0 else (cov * abs(cov), var_y)


strict = half = ties = undefined = 0.0
for i in range(N):
    own = signed_square(reconstructed[i], presented[i])
    won = tied = unknown = 0
    for j in range(N):
        if j == i:
            continue
        lure = signed_square(reconstructed[i], presented[j])
        if own is None or lure is None:
            unknown += 1
        elif own[0] * lure[1] > lure[0] * own[1]:
            won += 1
        elif own[0] * lure[1] == lure[0] * own[1]:
            tied += 1
    expect(f"identified_{i}", won / (N - 1))
    strict += won / (N - 1) / N
    half += (won + 0.5 * (tied + unknown)) / (N - 1) / N
    ties += tied
    undefined += unknown
expect("identification_strict", strict)
expect("identification_half", half)
expect("identification_ties", ties)
expect("identification_undefined", undefined)
keep = [i for i in range(N) if i not in (5, 9)]
r = [np.corrcoef(vectors[0, i].astype(float), vectors[1, i].astype(float))[0, 1] for i in keep]
expect("pixcorr_mean_of_defined", np.mean(r))

(OUT / "expected.tsv").write_text("\n".join(lines) + "\n")
