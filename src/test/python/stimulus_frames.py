# SPDX-License-Identifier: BSD-2-Clause
"""Makes the pictures and the expected numbers of the tests of package stimulus.

Run: /usr/bin/python3 src/test/python/stimulus_frames.py   (from the project's root)
With: Python 3.11, numpy 1.24.2, Pillow 9.4.0, torch 1.13.1; seed 20190521.
Writes to src/test/resources/org/voxel2pixel/stimulus:
  *.png, *.jpg   5 x 3 pictures of each kind that FrameFile reads or refuses
  pixels.tsv     name, then the 45 expected numbers [y][x][rgb] (stored numbers, by numpy or PIL)
  resize.tsv     case, width, height, then the numbers [y][x][rgb]
"""
import os
import struct
import zlib

import numpy as np
import torch
from PIL import Image

OUT = "src/test/resources/org/voxel2pixel/stimulus"
W, H = 5, 3
rng = np.random.default_rng(20190521)


def png(name, colour_type, bits, rows, extra=()):
    """A PNG by hand; rows: bytes of each row."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    data = b"".join(b"\0" + r for r in rows)
    with open(f"{OUT}/{name}", "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n")
        f.write(chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, bits, colour_type, 0, 0, 0)))
        for kind, body in extra:
            f.write(chunk(kind, body))
        f.write(chunk(b"IDAT", zlib.compress(data)))
        f.write(chunk(b"IEND", b""))


def half_up(x):
    return np.floor(np.asarray(x, dtype=np.float64) + 0.5).astype(int)


def three(grey):
    return np.repeat(grey[..., None], 3, axis=-1)


expected = {}

v = rng.integers(0, 256, (H, W, 3))
png("rgb8.png", 2, 8, [r.astype(np.uint8).tobytes() for r in v])
expected["rgb8.png"] = v

v = rng.integers(0, 65536, (H, W, 3))
png("rgb16.png", 2, 16, [r.astype(">u2").tobytes() for r in v])
expected["rgb16.png"] = half_up(v / 257)

v = rng.integers(0, 256, (H, W))
png("grey8.png", 0, 8, [r.astype(np.uint8).tobytes() for r in v])
expected["grey8.png"] = three(v)

v = rng.integers(0, 65536, (H, W))
png("grey16.png", 0, 16, [r.astype(">u2").tobytes() for r in v])
expected["grey16.png"] = three(half_up(v / 257))

for bits in (1, 2, 4):
    v = rng.integers(0, 2**bits, (H, W))
    rows = []
    for r in v:
        s = "".join(format(x, f"0{bits}b") for x in r)
        s += "0" * (-len(s) % 8)
        rows.append(bytes(int(s[i : i + 8], 2) for i in range(0, len(s), 8)))
    png(f"grey{bits}.png", 0, bits, rows)
    expected[f"grey{bits}.png"] = three(v * 255 // (2**bits - 1))

palette = rng.integers(0, 256, (7, 3))
alpha = np.array([255, 0, 128, 77, 255, 255, 255])
v = rng.integers(0, 7, (H, W))
rows = [r.astype(np.uint8).tobytes() for r in v]
plte = (b"PLTE", palette.astype(np.uint8).tobytes())
png("palette.png", 3, 8, rows, [plte])
expected["palette.png"] = palette[v]
png("palette-alpha.png", 3, 8, rows, [plte, (b"tRNS", alpha.astype(np.uint8).tobytes())])
expected["palette-alpha.png"] = half_up(palette[v] * alpha[v][..., None] / 255)

v = rng.integers(0, 256, (H, W, 4))
png("rgba8.png", 6, 8, [r.astype(np.uint8).tobytes() for r in v])
expected["rgba8.png"] = half_up(v[..., :3] * v[..., 3:] / 255)

v = rng.integers(0, 256, (H, W, 2))
png("grey-alpha8.png", 4, 8, [r.astype(np.uint8).tobytes() for r in v])
expected["grey-alpha8.png"] = three(half_up(v[..., 0] * v[..., 1] / 255))

# JPEG: smooth, so that decoders agree within a few units.
yy, xx = np.mgrid[0:16, 0:24]
smooth = np.stack([xx * 10, yy * 15, 255 - xx * 5 - yy * 5], -1).astype(np.uint8)
Image.fromarray(smooth).save(f"{OUT}/rgb.jpg", quality=95)
Image.fromarray(smooth[..., 0]).save(f"{OUT}/grey.jpg", quality=95)
Image.fromarray(smooth).convert("CMYK").save(f"{OUT}/cmyk.jpg", quality=95)
exif = Image.Exif()
exif[0x0112] = 6
Image.fromarray(smooth).save(f"{OUT}/turned.jpg", quality=95, exif=exif)
exif[0x0112] = 1
Image.fromarray(smooth).save(f"{OUT}/upright.jpg", quality=95, exif=exif)
Image.fromarray(smooth).save(f"{OUT}/picture.gif")
for name in ("rgb.jpg", "grey.jpg", "upright.jpg"):
    expected[name] = np.asarray(Image.open(f"{OUT}/{name}").convert("RGB")).astype(int)

with open(f"{OUT}/pixels.tsv", "w") as f:
    for name, pixels in expected.items():
        f.write("\t".join([name] + [str(x) for x in pixels.ravel()]) + "\n")


def area(a, n, axis):
    """Area means through the integral of the step function: exact for any ratio."""
    a = np.moveaxis(np.asarray(a, float), axis, 0)
    total = np.concatenate([np.zeros((1,) + a.shape[1:]), np.cumsum(a, 0)])
    edges = np.linspace(0, a.shape[0], n + 1)
    flat = total.reshape(total.shape[0], -1)
    at = np.stack([np.interp(edges, np.arange(len(flat)), flat[:, k]) for k in range(flat.shape[1])], 1)
    means = np.diff(at, axis=0) * n / a.shape[0]
    return np.moveaxis(means.reshape((n,) + a.shape[1:]), 0, axis)


def bilinear(a, h, w):
    t = torch.from_numpy(np.moveaxis(np.asarray(a, np.float64), -1, 0)[None])
    r = torch.nn.functional.interpolate(t, size=(h, w), mode="bilinear", align_corners=False)
    return np.moveaxis(r[0].numpy(), 0, -1)


source = rng.integers(0, 256, (5, 8, 3))
cases = {
    "source": source,
    "shrink-3x2": half_up(area(area(source, 2, 0), 3, 1)),
    "shrink-4x5": half_up(area(source, 4, 1)),
    "enlarge-13x11": half_up(bilinear(source, 11, 13)),
    "mixed-3x9": half_up(bilinear(area(source, 3, 1), 9, 3)),
    # the largest centred square of 8 x 5 is 5 x 5 at column 1
    "crop-3x3": half_up(area(area(source[:, 1:6], 3, 0), 3, 1)),
    # 2:5 of 8 x 5 is 2 x 5 at column 3
    "crop-2x5": source[:, 3:5],
}
with open(f"{OUT}/resize.tsv", "w") as f:
    for name, pixels in cases.items():
        h, w = pixels.shape[:2]
        f.write("\t".join([name, str(w), str(h)] + [str(x) for x in pixels.ravel()]) + "\n")
