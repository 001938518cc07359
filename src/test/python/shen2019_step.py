# SPDX-License-Identifier: BSD-2-Clause
"""Shen 2019's networks and training step in PyTorch, in double: the oracle of ShenOracleTest.

Made with Python 3.11, torch 1.13.0a0, numpy 1.24.2 (Debian 12); seed 2019. Run from the project's root:

    /usr/bin/python3 src/test/python/shen2019_step.py

It writes src/test/resources/org/voxel2pixel/model/shen2019/step_oracle.safetensors, all in the layouts of the Java
graph (images [batch][y][x][channel], weights [in][out], [k][k][in][out], transposed [k][k][out][in]): the inputs of
each step ("voxels", "frames" RGB in [0, 1], "offsets" [step][batch][y, x]), the initial weights by their variable's
name, each layer's output of the first step ("layer.NAME"; of the discriminator on the cropped frames), the gradients
of the first step before any update of the generator ("gradient.NAME", of the discriminator with its decay), and for
each balance rule the losses of the steps ("losses.RULE" [step][image, feature, adversarial, real, fake, balance])
and the weights after them ("after.RULE.NAME"). Dropout is off.
"""
import json
import struct

import numpy as np
import torch
import torch.nn.functional as F

OUT = "src/test/resources/org/voxel2pixel/model/shen2019/step_oracle.safetensors"
VOXELS, BATCH, STEPS = 20, 3, 7
IMAGE, CROP, FIRST_MAP = 30, 27, 4
DENSE = [12, 10, 80]
UP = [(6, 2), (8, 1), (5, 2), (3, 2)]  # filters, stride
CONV = [(4, 5, 2), (5, 3, 1), (6, 3, 2), (6, 3, 1)]  # filters, kernel, stride
WIDTH = 7
SLOPE, DECAY = 0.3, 4e-2
RATE, HALVINGS, BETA1, BETA2, EPSILON = 5e-3, [2], 0.9, 0.999, 1e-8
W_IMAGE, W_FEATURE, W_ADVERSARIAL, W_DISCRIMINATOR = 2e-4, 10.0, 20.0, 80.0
THRESHOLDS = {"PAPER": [1.65], "RELEASED": [1.55, 1.6, 2.3]}
MEAN_BGR = torch.tensor([104.0, 117.0, 123.0], dtype=torch.float64)
BOTH, GENERATOR_ONLY, DISCRIMINATOR_ONLY = 0, 1, 2

torch.manual_seed(2019)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
tensors = {}


def put(name, t):
    tensors[name] = np.ascontiguousarray(t.detach().numpy().astype("<f4"))


def save():
    header, offset = {}, 0
    for name, a in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(a.shape), "data_offsets": [offset, offset + a.nbytes]}
        offset += a.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(OUT, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for a in tensors.values():
            f.write(a.tobytes())


def rounded(t):  # so that the stored float32 is the very value
    return t.float().double()


def normal(*shape, sd=1.0):
    return rounded(sd * torch.randn(*shape))


# ---- networks; weights in torch's layouts, by the names of the Java variables


def initial_weights():
    g, d, width = {}, {}, VOXELS
    for i, units in enumerate(DENSE):
        g[f"dense{i}.weights"] = normal(units, width, sd=(2 / width) ** 0.5)
        g[f"dense{i}.bias"] = normal(units, sd=0.1)
        width = units
    width = DENSE[-1] // FIRST_MAP**2
    for i, (filters, stride) in enumerate(UP):
        k = 4 if stride == 2 else 3
        g[f"up{i}.weights"] = normal(width, filters, k, k, sd=1.8 * (2 / (filters * k * k)) ** 0.5)
        width = filters
    width = 3
    for i, (filters, k, _) in enumerate(CONV):
        sd = (0.05 if i == 0 else 1) * (2 / (width * k * k)) ** 0.5
        d[f"conv{i}.weights"] = normal(filters, width, k, k, sd=sd)
        d[f"conv{i}.bias"] = normal(filters, sd=0.1)
        width = filters
    for name, units in (("judge", WIDTH), ("logits", 2)):
        d[f"{name}.weights"] = normal(units, width, sd=0.5)
        d[f"{name}.bias"] = normal(units, sd=0.1)
        width = units
    return g, d


def generator(w, voxels):
    layers, x = {}, voxels
    for i in range(len(DENSE)):
        x = F.leaky_relu(F.linear(x, w[f"dense{i}.weights"], w[f"dense{i}.bias"]), SLOPE)
        layers[f"dense{i}"] = x
    x = x.reshape(len(x), FIRST_MAP, FIRST_MAP, -1).permute(0, 3, 1, 2)
    for i, (_, stride) in enumerate(UP):
        x = F.conv_transpose2d(x, w[f"up{i}.weights"], stride=stride, padding=1)
        if i < len(UP) - 1:
            x = F.leaky_relu(x, SLOPE)
        layers[f"up{i}"] = x
    first = (x.shape[2] - CROP) // 2
    layers["crop"] = x[:, :, first : first + CROP, first : first + CROP]
    return layers


def discriminator(w, images):
    layers, x = {}, images
    for i, (_, _, stride) in enumerate(CONV):
        x = F.relu(F.conv2d(x, w[f"conv{i}.weights"], w[f"conv{i}.bias"], stride=stride))
        layers[f"conv{i}"] = x
    x = F.avg_pool2d(x, x.shape[2:])[:, :, 0, 0]
    layers["pool"] = x
    x = F.relu(F.linear(x, w["judge.weights"], w["judge.bias"]))
    layers["judge"] = x
    layers["logits"] = F.linear(x, w["logits.weights"], w["logits.bias"])
    return layers


def bgr_minus_mean(rgb):  # [B][3][H][W]
    return rgb.flip(1) * 255 - MEAN_BGR.reshape(1, 3, 1, 1)


def rgb_of(x):
    return ((x + MEAN_BGR.reshape(1, 3, 1, 1)) / 255).flip(1)


# ---- comparator: Gabor energies, [phase * opponent * orientation, rgb, 9, 9], even phases first


def gabor_bank():
    opponents = np.array([[1 / 3, 1 / 3, 1 / 3], [1, -1, 0], [-0.5, -0.5, 1]])
    y, x = np.mgrid[-4:5, -4:5].astype(float)
    bank = np.zeros((2, 3, 4, 3, 9, 9))
    for phase, wave in enumerate((np.cos, np.sin)):
        for orientation in range(4):
            angle = np.pi * orientation / 4
            kernel = np.exp(-(x**2 + y**2) / 8) * wave(np.pi / 2 * (x * np.cos(angle) + y * np.sin(angle)))
            kernel -= kernel.mean()
            kernel /= np.abs(kernel).sum()
            bank[phase, :, orientation] = opponents[:, :, None, None] * kernel
    return torch.tensor(bank.reshape(24, 3, 9, 9))


BANK = gabor_bank()


def features(rgb):
    scales = []
    while min(rgb.shape[2:]) >= 9 and len(scales) < 3:
        squares = F.conv2d(rgb, BANK, padding=4) ** 2
        scales.append(torch.sqrt(squares[:, :12] + squares[:, 12:] + 1e-4))
        rgb = F.avg_pool2d(rgb, 2)
    return scales


# ---- losses, optimizer, balance


def euclidean(a, b):
    return ((a - b) ** 2).sum() / (2 * len(a))


def judged(w, images, label):
    logits = discriminator(w, images)["logits"]
    return F.cross_entropy(logits, torch.full((len(images),), label))


class Adam:
    """With the epsilon hat of Caffe and TensorFlow; counts its own updates."""

    def __init__(self, weights):
        self.m = {n: torch.zeros_like(p) for n, p in weights.items()}
        self.v = {n: torch.zeros_like(p) for n, p in weights.items()}
        self.updates = 0

    def step(self, weights, gradients):
        rate = RATE * 0.5 ** sum(self.updates >= h for h in HALVINGS)
        self.updates += 1
        rate *= (1 - BETA2**self.updates) ** 0.5 / (1 - BETA1**self.updates)
        with torch.no_grad():
            for (n, p), g in zip(weights.items(), gradients):
                self.m[n] = BETA1 * self.m[n] + (1 - BETA1) * g
                self.v[n] = BETA2 * self.v[n] + (1 - BETA2) * g * g
                p -= rate * self.m[n] / (self.v[n].sqrt() + EPSILON)


def next_balance(rule, now, ratio):
    t = THRESHOLDS[rule]
    if rule == "PAPER":
        return GENERATOR_ONLY if ratio < t[0] else BOTH
    train_d, train_g = now != GENERATOR_ONLY, now != DISCRIMINATOR_ONLY
    if ratio < t[0] and train_d:
        train_d, train_g = False, True
    if ratio > t[1] and not train_d:
        train_d, train_g = True, True
    if ratio > t[2] and train_g:
        train_d, train_g = True, False
    return BOTH if train_d and train_g else GENERATOR_ONLY if train_g else DISCRIMINATOR_ONLY


def train(rule, g, d, inputs, note_gradients):
    g = {n: p.clone().requires_grad_() for n, p in g.items()}
    d = {n: p.clone().requires_grad_() for n, p in d.items()}
    g_adam, d_adam, balance, log = Adam(g), Adam(d), BOTH, []
    for step, (voxels, target) in enumerate(inputs):
        fake = generator(g, voxels)["crop"]
        real_loss = judged(d, bgr_minus_mean(target), 0)
        fake_loss = judged(d, fake.detach(), 1)
        if balance != GENERATOR_ONLY:
            loss = W_DISCRIMINATOR * (real_loss + fake_loss)
            plain = torch.autograd.grad(loss, list(d.values()))
            gradients = [a + DECAY * p.detach() for a, p in zip(plain, d.values())]
            if note_gradients and step == 0:
                put_all("gradient.", dict(zip(d, gradients)))
            d_adam.step(d, gradients)
        image_loss = euclidean(fake, bgr_minus_mean(target))
        feature_loss = sum(euclidean(a, b) for a, b in zip(features(rgb_of(fake)), features(target)))
        adversarial = judged(d, fake, 0)  # by the updated discriminator
        if balance != DISCRIMINATOR_ONLY:
            loss = W_IMAGE * image_loss + W_FEATURE * feature_loss + W_ADVERSARIAL * adversarial
            gradients = torch.autograd.grad(loss, list(g.values()))
            if note_gradients and step == 0:
                put_all("gradient.", dict(zip(g, gradients)))
            g_adam.step(g, gradients)
        losses = [float(x) for x in (image_loss, feature_loss, adversarial, real_loss, fake_loss)]
        ratio = (losses[3] + losses[4]) / losses[2]
        print(rule, step, balance, "ratio %.4f" % ratio, ["%.5g" % x for x in losses])
        log.append(losses + [balance])
        balance = next_balance(rule, balance, ratio)
    put("losses." + rule, torch.tensor(log))
    put_all(f"after.{rule}.", g)
    put_all(f"after.{rule}.", d)


def put_all(prefix, weights):
    for name, p in weights.items():
        put(prefix + name, p.permute(2, 3, 1, 0) if p.dim() == 4 else p.t() if p.dim() == 2 else p)


def put_layers(layers):
    for name, x in layers.items():
        put("layer." + name, x.permute(0, 2, 3, 1) if x.dim() == 4 else x)


def main():
    g, d = initial_weights()
    put_all("", g)
    put_all("", d)
    voxels = normal(STEPS, BATCH, VOXELS)
    frames = rounded(torch.randint(0, 256, (STEPS, BATCH, 8, 8, 3)).double() / 255)
    frames = rounded(frames.repeat_interleave(4, 2).repeat_interleave(4, 3)[:, :, :IMAGE, :IMAGE])
    offsets = torch.randint(0, IMAGE - CROP + 1, (STEPS, BATCH, 2))
    put("voxels", voxels)
    put("frames", frames)
    put("offsets", offsets.double())
    inputs = []
    for step in range(STEPS):
        crops = [f[y : y + CROP, x : x + CROP] for f, (y, x) in zip(frames[step], offsets[step].tolist())]
        inputs.append((voxels[step], torch.stack(crops).permute(0, 3, 1, 2)))
    put_layers(generator(g, inputs[0][0]))
    put_layers(discriminator(d, bgr_minus_mean(inputs[0][1])))
    train("RELEASED", g, d, inputs, True)
    train("PAPER", g, d, inputs, False)
    save()


if __name__ == "__main__":
    main()
