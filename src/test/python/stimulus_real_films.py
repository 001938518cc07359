# SPDX-License-Identifier: BSD-2-Clause
"""Block means of frames of the real films, by FFmpeg, for RealFilmTest.

Run: /usr/bin/python3 src/test/python/stimulus_real_films.py   (from the project's root)
With: Python 3.11, numpy 1.24.2, ffmpeg 5.1.9, and ../shared/data/natural-video.
Writes src/test/resources/org/voxel2pixel/stimulus/real-films.tsv: film, frame, edge of a block in pixels,
then the mean of each block [y][x][rgb].
"""
import subprocess

import numpy as np

DATA = "../shared/data/natural-video/"
OUT = "src/test/resources/org/voxel2pixel/stimulus/real-films.tsv"
FILMS = [
    ("one-by-one-person-detection.mp4", 768, 432, 48, (0, 100, 1393)),
    ("bottle-detection.mp4", 640, 360, 40, (0, 100, 1188)),
    ("one-by-one-person_96x96_10fps.avi", 96, 96, 12, (0, 100, 1393)),
    ("bottle_96x96_10fps.avi", 96, 96, 12, (0, 100, 398)),
    ("apollo15_96x96_10fps.avi", 96, 96, 12, (0, 100, 473)),
]

with open(OUT, "w") as f:
    for name, w, h, block, frames in FILMS:
        for n in frames:
            raw = subprocess.run(
                ["ffmpeg", "-v", "error", "-i", DATA + name, "-vf", f"select=eq(n\\,{n})", "-vsync", "passthrough",
                 "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24",
                 "-sws_flags", "neighbor+accurate_rnd+full_chroma_int", "-"],
                capture_output=True, check=True).stdout
            frame = np.frombuffer(raw, np.uint8).reshape(h // block, block, w // block, block, 3)
            means = frame.mean((1, 3))
            f.write("\t".join([name, str(n), str(block)] + [f"{x:.2f}" for x in means.ravel()]) + "\n")
