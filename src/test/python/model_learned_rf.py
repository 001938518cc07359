# SPDX-License-Identifier: BSD-2-Clause
"""LearnedRF's three forms and the fixed projection with their gradients, by dense PyTorch in double.

Made with Python 3.11, torch 1.13.0a0, numpy 1.24.2 (Debian 12); seed 2022. Run from the project's root:

    /usr/bin/python3 src/test/python/model_learned_rf.py

It writes src/test/resources/org/voxel2pixel/model/brain2pix/learned_rf.safetensors: "fields" [voxel][x, y, sigma]
in degrees (V2 the even voxels, V1 the odd ones, channels in that order), "responses" [batch][lag][voxel], "r"
[batch][y][x][channel], and for each operator (fixed, mean) and form (CONSTANT, ADDITIVE, MASKED, MULTIPLICATIVE)
OPERATOR.FORM.y, .dx (gradient of sum(y * r) by the responses) and of each region's weights V2, V1 their values
OPERATOR.FORM.NAME.V2 and gradients OPERATOR.FORM.dNAME.V2.
"""
import json
import struct

import numpy as np
import torch

OUT = "src/test/resources/org/voxel2pixel/model/brain2pix/learned_rf.safetensors"
WIDTH, HEIGHT, DEG = 6, 5, 6.0  # 1 degree a pixel
VOXELS, LAGS, BATCH = 24, 3, 2
CUT, LEAST = 3.0, 0.1
torch.manual_seed(2022)
torch.set_default_dtype(torch.float64)
tensors = {}


def put(name, t):
    tensors[name] = np.ascontiguousarray(t.detach().numpy().astype("<f4"))


def rounded(*shape):  # so that the stored float32 is the very input
    return torch.randn(*shape).float().double()


def fields():
    t = torch.rand(VOXELS, 3)
    t[:, 0] = (t[:, 0] - 0.5) * DEG
    t[:, 1] = (t[:, 1] - 0.5) * HEIGHT
    t[:, 2] = 0.5 + t[:, 2]
    t[3, 0] = DEG / 2 + 0.5  # off the screen
    t[[5, 7, 11], :2] = torch.tensor([[0.6, 0.4], [0.5, 0.3], [0.4, 0.2]])  # one pixel of V1
    return t.float().double()


def fixed(table):
    """[pixel][voxel], delta / M of equation 2; pixel = y * WIDTH + x, y downward."""
    a = torch.zeros(HEIGHT * WIDTH, VOXELS)
    for v, (x, y, _) in enumerate(table):
        column, row = int(torch.floor(x + DEG / 2)), int(torch.floor(HEIGHT / 2 - y))
        if 0 <= column < WIDTH and 0 <= row < HEIGHT:
            a[row * WIDTH + column, v] = 1
    return a


def heights(table):
    """[pixel][voxel], 1 at the centre of a field."""
    px = torch.arange(WIDTH) - (WIDTH - 1) / 2
    py = (HEIGHT - 1) / 2 - torch.arange(HEIGHT)
    d2 = (px[None, :, None] - table[:, 0]) ** 2 + (py[:, None, None] - table[:, 1]) ** 2
    sigma = table[:, 2]
    g = torch.where(d2 <= (CUT * sigma) ** 2, torch.exp(-d2 / (2 * sigma**2)), torch.zeros(()))
    return g.reshape(HEIGHT * WIDTH, VOXELS) * (fixed(table).sum(0) > 0)


def of_region(a, voxels, least):
    """The mean over the region's voxels, and which of them have an entry."""
    a = a[:, voxels]
    total = a.sum(1, keepdim=True)
    a = torch.where(total >= least, a / total.clamp(min=1e-30), torch.zeros(()))
    used = a.sum(0) > 0
    return a[:, used], torch.tensor(voxels)[used]


def apply(form, a, z, w):
    """z [batch][lag][voxel] -> [batch][pixel][lag], after the equations of LearnedRf."""
    if form == "ADDITIVE":
        return torch.einsum("pv,blv->bpl", a + w["weights"].t(), z) + w["bias"][None, :, None]
    if form == "CONSTANT":
        return torch.einsum("pv,blv->bpl", a, z)
    full = torch.zeros_like(a).masked_scatter(a != 0, next(iter(w.values())))
    return torch.einsum("pv,blv->bpl", a + full if form == "MASKED" else a * full, z)


def weights(form, a):
    entries = int((a != 0).sum())
    shapes = {"CONSTANT": {}, "ADDITIVE": {"weights": (a.shape[1], a.shape[0]), "bias": (a.shape[0],)},
              "MASKED": {"perturbation": (entries,)}, "MULTIPLICATIVE": {"factors": (entries,)}}
    return {name: rounded(*shape).requires_grad_() for name, shape in shapes[form].items()}


def main():
    table = fields()
    responses, r = rounded(BATCH, LAGS, VOXELS), rounded(BATCH, HEIGHT, WIDTH, 2 * LAGS)
    put("fields", table)
    put("responses", responses)
    put("r", r)
    for operator, (maps, least) in {"fixed": (fixed(table), 1), "mean": (heights(table), LEAST)}.items():
        for form in ("CONSTANT", "ADDITIVE", "MASKED", "MULTIPLICATIVE"):
            x = responses.clone().requires_grad_()
            parts, learned = [], {}
            for roi, first in (("V2", 0), ("V1", 1)):
                a, voxels = of_region(maps, list(range(first, VOXELS, 2)), least)
                w = weights(form, a)
                learned.update({(name, roi): value for name, value in w.items()})
                parts.append(apply(form, a, x[:, :, voxels], w).reshape(BATCH, HEIGHT, WIDTH, LAGS))
                print(operator, form, roi, len(voxels), "voxels", int((a != 0).sum()), "entries")
            y = torch.cat(parts, 3)
            (y * r).sum().backward()
            put(f"{operator}.{form}.y", y)
            put(f"{operator}.{form}.dx", x.grad)
            for (name, roi), value in learned.items():
                put(f"{operator}.{form}.{name}.{roi}", value)
                put(f"{operator}.{form}.d{name}.{roi}", value.grad)
    write()


def write():
    header, offset = {}, 0
    for name, values in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}
        offset += values.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    with open(OUT, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(v.tobytes() for v in tensors.values()))


main()
