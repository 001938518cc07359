# SPDX-License-Identifier: BSD-2-Clause
"""What nibabel reads from its own sample files, for NiftiSamplesTest.

Made with nibabel 5.0.0, numpy 1.24.2. No randomness. Run:
  /usr/bin/python3 nifti_samples.py FOLDER_OF_SAMPLES > ../resources/org/voxel2pixel/nifti/samples.json
"""
import hashlib
import json
import sys
from pathlib import Path

import nibabel
import numpy as np

from nifti_header_text import header_text, stored_header

NAMES = ["anatomical.nii", "functional.nii", "example4d.nii.gz", "example_nifti2.nii.gz", "standard.nii.gz"]


def volume_facts(volume):
    flat = volume.ravel(order="F")  # i fastest
    return {
        "sha256": hashlib.sha256(flat.astype("<f4").tobytes()).hexdigest(),
        "sum": float(flat.astype(np.float64).sum()),
        "at": {str(n): float(flat[n]) for n in np.linspace(0, flat.size - 1, 20).astype(int)},
    }


def facts(path):
    image = nibabel.load(path)
    raw = stored_header(path, type(image.header))
    values = image.get_fdata(dtype=np.float64).astype(np.float32)
    if values.ndim == 3:
        values = values[..., np.newaxis]
    return {
        "shape": [int(n) for n in values.shape],
        "affine": [float(x) for x in image.affine[:3].ravel()],
        "sides": [float(x) for x in nibabel.affines.voxel_sizes(image.affine)],
        "axes": "".join(nibabel.aff2axcodes(image.affine)),
        "header": header_text(raw),
        "big_endian": raw.endianness == ">",
        "volumes": [volume_facts(values[..., n]) for n in range(values.shape[3])],
    }


folder = Path(sys.argv[1])
json.dump({name: facts(folder / name) for name in NAMES}, sys.stdout, indent=1)
