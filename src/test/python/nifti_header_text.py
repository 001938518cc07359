# SPDX-License-Identifier: BSD-2-Clause
"""A header as nibabel reads it, as text, for the scripts beside this one; HeaderText.java compares it."""
import gzip

import numpy as np

NAMES = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def stored_header(path, kind):
    """From the file's bytes: an image's header has its scaling taken out."""
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    return kind(content[: kind.sizeof_hdr], check=False)


def header_text(header):
    """Every field by its name."""
    return {name: field_text(header[name]) for name in header.keys()}


def field_text(value):
    """Numbers in Java's spelling, the shortest that differ; texts up to their first zero byte."""
    if value.dtype.kind == "S":
        return value.tobytes().split(b"\0")[0].decode("latin-1")
    numbers = [str(x) for x in np.ravel(value).astype(value.dtype.newbyteorder("="))]
    return " ".join(NAMES.get(x, x) for x in numbers)
