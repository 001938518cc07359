# SPDX-License-Identifier: BSD-2-Clause
"""Which lambda of the inverse projection gives the best images, by simulation: the default's reason.

    python3 regularisation.py

Images of a 1/f spectrum drive voxels through their fields; responses are z-scored and mixed with
noise so that the image explains a share r2 of their variance. Prints, for each r2, the mean
correlation of 20 images with their inverse projection, lambda in units of the mean eigenvalue.
"""

import numpy as np

from make_fields import SCREEN_DEG
from projection_time import SIZE, gaussians

LAMBDAS = (0.01, 0.1, 0.3, 1, 3, 10, 30, 100, 300)
IMAGES = 20


def fields(rng, count, slope, intercept):
    r = np.exp(rng.uniform(np.log(0.3), np.log(SCREEN_DEG / 2), count))
    angle = rng.uniform(0, 2 * np.pi, count)
    table = np.column_stack([r * np.cos(angle), r * np.sin(angle), slope * r + intercept])
    f = gaussians(table).T.toarray()
    return f / f.sum(1, keepdims=True)


def natural(rng):
    frequency = np.fft.fftfreq(SIZE)
    radius = np.hypot(*np.meshgrid(frequency, frequency))
    radius[0, 0] = 1
    image = np.fft.ifft2(np.fft.fft2(rng.standard_normal((SIZE, SIZE))) / radius).real
    return (image - image.mean()).ravel()


def main():
    rng = np.random.default_rng(0)
    print(f"{'voxels':>8}{'slope':>8}{'r2':>6}  lambda " + "".join(f"{x:7g}" for x in LAMBDAS))
    for count, slope, intercept in [(600, 0.08, 0.3), (2000, 0.08, 0.3), (2000, 0.15, 0.5)]:
        f = fields(rng, count, slope, intercept)
        gram = f @ f.T
        mean = np.trace(gram) / count
        images = np.array([natural(rng) for _ in range(IMAGES)])
        z = f @ images.T
        z = (z - z.mean(1, keepdims=True)) / z.std(1, keepdims=True)
        seen = f.sum(0) > 0.05 * f.sum() / f.shape[1]
        for r2 in (0.1, 0.3, 0.8):
            noisy = np.sqrt(r2) * z + np.sqrt(1 - r2) * rng.standard_normal(z.shape)
            row = []
            for relative in LAMBDAS:
                s = f.T @ np.linalg.solve(gram + relative * mean * np.eye(count), noisy)
                r = [np.corrcoef(s[seen, i], images[i, seen])[0, 1] for i in range(IMAGES)]
                row.append(np.mean(r))
            print(f"{count:8}{slope:8}{r2:6}         " + "".join(f"{x:7.2f}" for x in row))


if __name__ == "__main__":
    main()
