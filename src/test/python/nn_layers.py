# SPDX-License-Identifier: BSD-2-Clause
"""Reference values of layers and losses, computed by PyTorch in double precision.

Made with Python 3.11, torch 1.13.0a0, numpy 1.24.2 (Debian 12); seed 20190413. Run from the project's root:

    /usr/bin/python3 src/test/python/nn_layers.py

It writes src/test/resources/org/voxel2pixel/nn/layers.safetensors: for each case "c" tensors
c.x (input), c.<variable>, c.y (output), c.r (projection: the loss is sum(y * r)) and the gradients
of that loss, c.dx and c.d<variable>. Images are stored [batch, y, x, channel]; kernels as our layers
hold them, [k, k, in, out], transposed ones [k, k, out, in].
"""
import json
import struct

import numpy as np
import torch
import torch.nn.functional as F

SEED = 20190413
OUT = "src/test/resources/org/voxel2pixel/nn/layers.safetensors"
torch.manual_seed(SEED)
torch.set_default_dtype(torch.float64)
tensors = {}


def nhwc(t):
    return t.permute(0, 2, 3, 1) if t.dim() == 4 else t


def kernel(t):  # torch [out, in, k, k] -> [k, k, in, out]; transposed [in, out, k, k] -> [k, k, out, in]
    return t.permute(2, 3, 1, 0)


def put(name, t):
    tensors[name] = np.ascontiguousarray(t.detach().numpy().astype("<f4"))


def rounded(*shape):  # so that the stored float32 is the very input
    return torch.randn(*shape).float().double().requires_grad_()


def case(name, function, x, variables, store_kernel=kernel):
    y = function(x, **variables)
    r = torch.randn_like(y).float().double()
    (y * r).sum().backward()
    put(f"{name}.x", nhwc(x))
    put(f"{name}.dx", nhwc(x.grad))
    put(f"{name}.y", nhwc(y))
    put(f"{name}.r", nhwc(r))
    for key, value in variables.items():
        layout = store_kernel if value.dim() == 4 else (lambda t: t.t() if t.dim() == 2 else t)
        put(f"{name}.{key}", layout(value))
        put(f"{name}.d{key}", layout(value.grad))


def convolutions():
    def conv(**options):
        return lambda x, weights, bias=None: F.conv2d(x, weights, bias, **options)

    def transposed(**options):
        return lambda x, weights, bias=None: F.conv_transpose2d(x, weights, bias, **options)

    case("convSame42", conv(stride=2, padding=1), rounded(2, 2, 6, 8), dict(weights=rounded(3, 2, 4, 4)))
    case("convSame32", conv(stride=2, padding=1), rounded(1, 2, 11, 11),
         dict(weights=rounded(1, 2, 3, 3), bias=rounded(1)))
    case("convExplicit41", conv(stride=1, padding=1), rounded(1, 2, 6, 5),
         dict(weights=rounded(2, 2, 4, 4), bias=rounded(2)))
    case("convValid74", conv(stride=4), rounded(1, 1, 15, 12), dict(weights=rounded(2, 1, 7, 7)))
    case("convGrouped", conv(padding=2, groups=2), rounded(1, 4, 4, 5),
         dict(weights=rounded(4, 2, 5, 5), bias=rounded(4)))
    case("transposed42", transposed(stride=2, padding=1), rounded(2, 2, 3, 4),
         dict(weights=rounded(2, 3, 4, 4), bias=rounded(3)))
    case("transposed31", transposed(stride=1, padding=1), rounded(1, 3, 4, 4), dict(weights=rounded(3, 2, 3, 3)))


def vectors():
    case("dense", lambda x, weights, bias: F.linear(x, weights, bias), rounded(3, 5),
         dict(weights=rounded(4, 5), bias=rounded(4)))


def normalisations():
    def training(x, gamma, beta):
        return F.batch_norm(x, moving_mean, moving_variance, gamma, beta, training=True, momentum=0.9, eps=0.01)

    moving_mean, moving_variance = torch.tensor([0.5, -1.0]), torch.tensor([2.0, 0.25])
    put("normTraining.movingMean", moving_mean)
    put("normTraining.movingVariance", moving_variance)
    case("normTraining", training, rounded(2, 2, 3, 2), dict(gamma=rounded(2), beta=rounded(2)))
    put("normTraining.nextMovingMean", moving_mean)
    put("normTraining.nextMovingVariance", moving_variance)

    def inference(x, gamma, beta):
        return F.batch_norm(x, moving_mean, moving_variance, gamma, beta, training=False, eps=0.01)

    put("normInference.movingMean", moving_mean.float().double())
    put("normInference.movingVariance", moving_variance.float().double())
    case("normInference", inference, rounded(2, 2, 3, 2), dict(gamma=rounded(2), beta=rounded(2)))
    # Caffe's and PyTorch's local response normalisation both divide alpha by the size.
    case("localResponse", lambda x: F.local_response_norm(x, 5, alpha=1.5, beta=0.75, k=1.2), rounded(1, 7, 2, 2), {})


def windows():
    case("maxPool32", lambda x: F.max_pool2d(x, 3, 2), rounded(1, 2, 7, 5), {})
    case("averagePool", lambda x: F.avg_pool2d(x, 3, 3), rounded(1, 2, 6, 6), {})
    for name, size in (("Larger", (7, 5)), ("Smaller", (2, 3))):
        case("alignedCorners" + name, lambda x: F.interpolate(x, size, mode="bilinear", align_corners=True),
             rounded(1, 2, 4, 4), {})
        case("alignedEdges" + name, lambda x: F.interpolate(x, size, mode="bilinear", align_corners=False),
             rounded(1, 2, 4, 4), {})


def activations():
    case("leakyRelu", lambda x: F.leaky_relu(x, 0.2), rounded(2, 6), {})
    case("relu", F.relu, rounded(2, 6), {})
    case("sigmoid", torch.sigmoid, rounded(2, 6), {})
    case("tanh", torch.tanh, rounded(2, 6), {})


def losses():
    def loss(name, function, x, **others):
        value = function(x)
        value.backward()
        put(f"{name}.x", nhwc(x))
        put(f"{name}.dx", nhwc(x.grad))
        put(f"{name}.y", value)
        for key, other in others.items():
            put(f"{name}.{key}", nhwc(other))

    b = rounded(2, 3, 4, 2).detach()
    loss("meanAbsoluteError", lambda x: F.l1_loss(x, b), rounded(2, 3, 4, 2), b=b)
    loss("meanSquaredError", lambda x: F.mse_loss(x, b), rounded(2, 3, 4, 2), b=b)
    loss("euclidean", lambda x: ((x - b) ** 2).sum() / (2 * 2), rounded(2, 3, 4, 2), b=b)
    for name, target in (("Zero", 0.0), ("One", 1.0), ("Smooth", 0.7)):
        wide = (20 * torch.randn(2, 1, 3, 3)).float().double().requires_grad_()
        loss("sigmoidCrossEntropy" + name,
             lambda x: F.binary_cross_entropy_with_logits(x, torch.full_like(x, target)), wide)
    labels = torch.softmax(torch.randn(4, 3), 1).float().double()
    labels = labels / labels.sum(1, keepdim=True)
    loss("softmaxCrossEntropy", lambda x: F.cross_entropy(x, labels), rounded(4, 3), b=labels)
    loss("softmaxCrossEntropyLabel", lambda x: F.cross_entropy(x, torch.full((4,), 2)), rounded(4, 3))


def write():
    header, offset = {}, 0
    for name, values in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}
        offset += values.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    with open(OUT, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(v.tobytes() for v in tensors.values()))


for part in (convolutions, vectors, normalisations, windows, activations, losses, write):
    part()
