# SPDX-License-Identifier: BSD-2-Clause
"""Predictions, loss and gradients of the neural information flow network, by PyTorch in double precision.

Made with Python 3.11, torch 1.13.0a0, numpy 1.24.2 (Debian 12); seed 20210204. Run from the project's root:

    /usr/bin/python3 src/test/python/model_nif.py

It writes src/test/resources/org/voxel2pixel/model/nif.safetensors: for each case "relu", "sigmoid" and
"grouped" (two groups of two neighbouring responses, point-symmetric kernels, the second layer not pooled)
case.frames [frame, y, x, 1], of each group the latest first, case.bold0, case.bold1 [batch, voxel], case.p0, case.p1 (predictions),
case.loss, and of each variable case.NAME and its gradient case.dNAME. Kernels [k, k, in, out]. The
sums over rank, lag, row, column and channel are one einsum each.
"""
import json
import struct

import numpy as np
import torch
import torch.nn.functional as F

OUT = "src/test/resources/org/voxel2pixel/model/nif.safetensors"
torch.manual_seed(20210204)
torch.set_default_dtype(torch.float64)
BATCH, LAGS, HEIGHT, WIDTH, RANK, CHANNELS, VOXELS = 3, 2, 7, 10, 2, (3, 2), (4, 2)
tensors = {}


def put(name, t):
    tensors[name] = np.ascontiguousarray(t.detach().numpy().astype("<f4"))


def rounded(*shape):  # so that the stored float32 is the very value
    return torch.randn(*shape).float().double()


def pooled(x):  # what lies beyond the border counts for nothing
    return F.avg_pool2d(x, 2, ceil_mode=True, count_include_pad=False)


def case(name, activation, groups=BATCH, neighbours=1, symmetric=False, windows=(2, 2)):
    batch, in_group = groups * neighbours, neighbours + LAGS - 1
    frames = rounded(groups * in_group, 1, HEIGHT, WIDTH)
    seen = [[g * in_group + i + lag for lag in range(LAGS)] for g in range(groups) for i in range(neighbours)]
    put(f"{name}.frames", frames.permute(0, 2, 3, 1))
    weights = {}

    def variable(key, *shape):
        weights[key] = rounded(*shape).requires_grad_()
        return weights[key]

    def kernel(key, *shape):  # made [k, k, in, out]
        w = variable(key, *shape)
        return ((w + w.flip(0, 1)) / 2 if symmetric else w).permute(3, 2, 0, 1)

    tensor = F.conv2d(frames, kernel("lgn.weights", 3, 3, 1, 1), padding=1)
    loss, before = 0, 1
    for r, (channels, voxels) in enumerate(zip(CHANNELS, VOXELS)):
        w = kernel(f"region{r}.weights", 3, 3, before, channels)
        tensor = activation(F.conv2d(tensor, w, variable(f"region{r}.bias", channels), padding=1))
        tensor = pooled(tensor) if windows[r] == 2 else tensor
        before = channels
        height, width = tensor.shape[2:]
        ux = variable(f"readout{r}.ux", RANK, voxels, width).softmax(-1)
        uy = variable(f"readout{r}.uy", RANK, voxels, height).softmax(-1)
        ut = variable(f"readout{r}.ut", RANK, voxels, LAGS).softmax(-1)
        a = F.softplus(variable(f"readout{r}.amplitude", RANK, voxels))
        uc = variable(f"readout{r}.uc", voxels, channels)
        bias = variable(f"readout{r}.bias", voxels)
        p = torch.einsum("blcyx,kvx,kvy,kvl,vc,kv->bv", tensor[torch.tensor(seen)], ux, uy, ut, uc, a) + bias
        bold = rounded(batch, voxels)
        put(f"{name}.bold{r}", bold)
        put(f"{name}.p{r}", p)
        loss = loss + ((p - bold) ** 2).mean()
    loss.backward()
    put(f"{name}.loss", loss.reshape(1))
    for key, value in weights.items():
        put(f"{name}.{key}", value)
        put(f"{name}.d{key}", value.grad)


def write():
    header, offset = {}, 0
    for name, values in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}
        offset += values.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    with open(OUT, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(v.tobytes() for v in tensors.values()))


case("relu", torch.relu)
case("sigmoid", torch.sigmoid)
case("grouped", torch.relu, groups=2, neighbours=2, symmetric=True, windows=(2, 1))
write()
