# SPDX-License-Identifier: BSD-2-Clause
"""Makes the TIFF, BMP and JPEG pictures of the tests of package stimulus.

Run: /usr/bin/python3 src/test/python/stimulus_stacks.py   (from the project's root)
With: Python 3.11, numpy 1.24.2, Pillow 9.4.0, tifffile 2023.2.3; seed 16.
Writes to src/test/resources/org/voxel2pixel/stimulus/stacks:
  *.tif          stacks of 5 x 3 pictures: *-4 with four, the others with one
  *.bmp, *.jpg   single pictures
  pixels.tsv     name, picture (from 0), then the expected numbers [y][x][rgb]
"""
import io
import os
import shutil

import numpy as np
import tifffile
from PIL import Image

OUT = "src/test/resources/org/voxel2pixel/stimulus/stacks/"
shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
rng = np.random.default_rng(16)
W, H, N = 5, 3, 4
rows = []


def half_up(x):
    return np.floor(np.asarray(x, dtype=np.float64) + 0.5).astype(int)


def three(grey):
    return np.repeat(np.asarray(grey)[..., None], 3, axis=-1)


def expect(name, pictures):
    for n, p in enumerate(pictures):
        rows.append("\t".join([name, str(n)] + [str(int(x)) for x in np.asarray(p).ravel()]))


def pages(name, data, expected, **kwargs):
    """One directory a picture."""
    with tifffile.TiffWriter(OUT + name) as tif:
        for page in data:
            tif.write(page, contiguous=False, metadata=None, **kwargs)
    expect(name, expected)


rgb = rng.integers(0, 256, (N, H, W, 3)).astype(np.uint8)
grey = rng.integers(0, 256, (N, H, W)).astype(np.uint8)
deep = rng.integers(0, 65536, (N, H, W)).astype(np.uint16)
deep_rgb = rng.integers(0, 65536, (N, H, W, 3)).astype(np.uint16)
rgba = rng.integers(0, 256, (N, H, W, 4)).astype(np.uint8)

pages("rgb-4.tif", rgb, rgb, photometric="rgb")
images = [Image.fromarray(p) for p in rgb]
images[0].save(OUT + "rgb-lzw-4.tif", save_all=True, append_images=images[1:], compression="tiff_lzw")
expect("rgb-lzw-4.tif", rgb)
pages("rgb-deflate-4.tif", rgb, rgb, photometric="rgb", compression="zlib")
pages("rgb-tiled-4.tif", np.tile(rgb, (1, 8, 8, 1)), np.tile(rgb, (1, 8, 8, 1)), photometric="rgb", tile=(16, 16))
pages("rgb-planes-4.tif", np.moveaxis(rgb, -1, 1), rgb, photometric="rgb", planarconfig="separate")
pages("grey-4.tif", grey, three(grey), photometric="minisblack")
pages("grey-inverted-4.tif", grey, three(255 - grey.astype(int)), photometric="miniswhite")
pages("grey16-4.tif", deep, three(half_up(deep / 257)), photometric="minisblack")
pages("grey16-big-4.tif", deep.astype(">u2"), three(half_up(deep / 257)), photometric="minisblack")
pages("rgb16-4.tif", deep_rgb, half_up(deep_rgb / 257), photometric="rgb")
pages("rgba-4.tif", rgba, half_up(rgba[..., :3] * (rgba[..., 3:] / 255.0)), photometric="rgb",
      extrasamples=["unassalpha"])
palette = rng.integers(0, 65536, (3, 256)).astype(np.uint16)
pages("palette-4.tif", grey, np.moveaxis(palette[:, grey] >> 8, 0, -1), photometric="palette", colormap=palette)
pages("one.tif", rgb[:1], rgb[:1], photometric="rgb")

# ImageJ's way by another hand than ours: one directory, pixels one after the other, labels.
tifffile.imwrite(OUT + "imagej-grey-4.tif", grey, imagej=True, metadata={"axes": "ZYX", "Labels": list("abcd")})
expect("imagej-grey-4.tif", three(grey))
tifffile.imwrite(OUT + "imagej-grey16-4.tif", deep, imagej=True, metadata={"axes": "TYX"})
expect("imagej-grey16-4.tif", three(half_up(deep / 257)))
tifffile.imwrite(OUT + "imagej-rgb-4.tif", rgb, imagej=True, metadata={"axes": "TYXS", "Labels": ["x"] * 4})
expect("imagej-rgb-4.tif", rgb)
# Refused.
tifffile.imwrite(OUT + "imagej-channels.tif", grey[:3], imagej=True, metadata={"axes": "CYX"})
tifffile.imwrite(OUT + "imagej-float.tif", grey.astype(np.float32), imagej=True)
with tifffile.TiffWriter(OUT + "float.tif") as tif:
    tif.write(grey[0].astype(np.float32), metadata=None)
with tifffile.TiffWriter(OUT + "signed.tif") as tif:
    tif.write(grey[0].astype(np.int16), metadata=None)
with tifffile.TiffWriter(OUT + "cmyk.tif") as tif:
    tif.write(rgba[0], photometric="separated", metadata=None)
with tifffile.TiffWriter(OUT + "bigtiff.tif", bigtiff=True) as tif:
    tif.write(rgb[0], photometric="rgb", metadata=None)
with tifffile.TiffWriter(OUT + "turned.tif") as tif:
    tif.write(rgb[0], photometric="rgb", metadata=None, extratags=[(274, 3, 1, 6, True)])

# BMP by PIL.
Image.fromarray(rgb[0]).save(OUT + "rgb.bmp")
expect("rgb.bmp", rgb[:1])
Image.fromarray(grey[0]).save(OUT + "grey.bmp")
expect("grey.bmp", three(grey[:1]))
bits = grey[0] > 127
Image.fromarray(bits).save(OUT + "bits.bmp")
expect("bits.bmp", [three(bits * 255)])

# A JPEG without a word on its colours: YCbCr by convention, and not subsampled.
yy, xx = np.mgrid[0:16, 0:24]
smooth = np.stack([xx * 10, yy * 15, 255 - xx * 5 - yy * 5], -1).astype(np.uint8)
out = io.BytesIO()
Image.fromarray(smooth).save(out, "JPEG", quality=95, subsampling=0)
data = out.getvalue()
assert data[2:4] == b"\xff\xe0"
data = data[:2] + data[4 + int.from_bytes(data[4:6], "big"):]
# Components named 0, 1, 2 rather than 1, 2, 3, as some encoders do.
data = bytearray(data)
header, scan = data.index(b"\xff\xc0"), data.index(b"\xff\xda")
for n in range(3):
    data[header + 10 + 3 * n] = n
    data[scan + 5 + 2 * n] = n
data = bytes(data)
with open(OUT + "undeclared.jpg", "wb") as f:
    f.write(data)
expect("undeclared.jpg", [np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))])

with open(OUT + "pixels.tsv", "w") as f:
    f.write("\n".join(rows) + "\n")
