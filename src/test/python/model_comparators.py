# SPDX-License-Identifier: BSD-2-Clause
"""Activations and gradients of the published networks, small, by PyTorch.

Made with Python 3.11, torch 1.13.0a0, torchvision 0.14.1a0, numpy 1.24.2 (Debian 12). Run from the
project's root:

    /usr/bin/python3 src/test/python/model_comparators.py

It writes two files in src/test/resources/org/voxel2pixel/model/comparator/. resized.json:
AlexNet's first convolution of images of another size. networks.json: for each network its
tensors' shapes and, of every activation, dims (channels last), root mean square and values at some
places; then the gradient of sum(r * activation) by the input for some activations. AlexNet, VGG16,
VGG19 and SqueezeNet are torchvision's own modules with fewer channels; CaffeNet is written here
after BVLC's deploy.prototxt, C3D after figure 3 of Tran et al. 2015 with Caffe's pooling.

Nothing is stored that a formula can give: element i of array k is the finaliser of MurmurHash3 of
i + k * 0x9e3779b9 (32 bit), divided by 2^32, minus 0.5. Kernels are that times 2 sqrt(6 / fan-in),
biases times 0.2; both as [out][in][...], rounded to float32. Computed in float64.

    /usr/bin/python3 src/test/python/model_comparators.py full FOLDER

writes in FOLDER the networks in their full size, as files of the formula's weights (2 GB:
caffenet.caffemodel, c3d.caffemodel, the others .safetensors with torchvision's names), and their
activations on one image of the formula in full.json. FullNetworksTest reads them there.
"""
import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision

OUT = "src/test/resources/org/voxel2pixel/model/comparator/"
PICKS = 8
INPUT, R, PLACES = 9000, 9001, 9002


def hashed(k, n):
    x = np.arange(n, dtype=np.uint32) + np.uint32(k * 0x9E3779B9 & 0xFFFFFFFF)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x85EBCA6B)
    x ^= x >> np.uint32(13)
    x *= np.uint32(0xC2B2AE35)
    return x ^ x >> np.uint32(16)


def formula(k, n):
    return hashed(k, n) / 2.0**32 - 0.5


def fill(tensors):
    """The formula's weights for (kernel, bias) pairs, in place."""
    for k, (kernel, bias) in enumerate(tensors):
        fan_in = kernel[0].numel()
        values = formula(2 * k, kernel.numel()) * (2 * np.sqrt(6 / fan_in))
        kernel.data = torch.tensor(values.astype("f4").astype("f8").reshape(kernel.shape))
        values = formula(2 * k + 1, bias.numel()) * 0.2
        bias.data = torch.tensor(values.astype("f4").astype("f8"))


class Recorded(nn.Module):
    """A network of ours by hand: activations by name."""

    def __init__(self, shapes):
        super().__init__()
        self.kernels = nn.ParameterDict()
        self.biases = nn.ParameterDict()
        self.layers = list(shapes)
        for name, shape in shapes.items():
            self.kernels[name] = nn.Parameter(torch.zeros(shape, dtype=torch.float64))
            self.biases[name] = nn.Parameter(torch.zeros(shape[0], dtype=torch.float64))
        fill([(self.kernels[n], self.biases[n]) for n in self.layers])

    def note(self, name, x):
        self.seen[name] = x
        return x

    def weighted(self, f, name, x, **options):
        return self.note(name, f(x, self.kernels[name], self.biases[name], **options))

    def relu(self, name, x):
        return self.note(name, F.relu(x))

    def head(self, x):
        x = x.flatten(1)
        x = self.relu("relu6", self.weighted(F.linear, "fc6", x))
        x = self.relu("relu7", self.weighted(F.linear, "fc7", x))
        self.note("prob", F.softmax(self.weighted(F.linear, "fc8", x), 1))


class CaffeNet(Recorded):
    def forward(self, x):
        self.seen = {}
        x = self.relu("relu1", self.weighted(F.conv2d, "conv1", x, stride=4))
        for n in (1, 2):
            x = self.note("pool%d" % n, F.max_pool2d(x, 3, 2, ceil_mode=True))
            x = self.note("norm%d" % n, F.local_response_norm(x, 5, 1e-4, 0.75, 1.0))
            options = {"padding": 2, "groups": 2} if n == 1 else {"padding": 1}
            x = self.weighted(F.conv2d, "conv%d" % (n + 1), x, **options)
            x = self.relu("relu%d" % (n + 1), x)
        for n in (4, 5):
            x = self.weighted(F.conv2d, "conv%d" % n, x, padding=1, groups=2)
            x = self.relu("relu%d" % n, x)
        self.head(self.note("pool5", F.max_pool2d(x, 3, 2, ceil_mode=True)))


class C3d(Recorded):
    def forward(self, x):
        self.seen = {}
        for block, letters in enumerate(("a", "a", "ab", "ab", "ab"), 1):
            for letter in letters:
                name = "%d%s" % (block, letter)
                x = self.weighted(F.conv3d, "conv" + name, x, padding=1)
                x = self.relu("relu" + name, x)
            window = (1, 2, 2) if block == 1 else 2
            x = self.note("pool%d" % block, F.max_pool3d(x, window, window, ceil_mode=True))
        self.head(x)


class Hooked(nn.Module):
    """A network of torchvision's, with these channels, its activations named as ours are."""

    def __init__(self, model, layers, outputs):
        super().__init__()
        self.model = model.eval()
        self.layers = layers
        self.outputs = outputs
        self.shrink()
        self.model.double()
        weighted = [m for m in self.model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
        assert len(weighted) == len(layers)
        fill([(m.weight, m.bias) for m in weighted])
        self.kernels = {n: m.weight for n, m in zip(layers, weighted)}
        self.biases = {n: m.bias for n, m in zip(layers, weighted)}
        self.names = {id(m): n for n, m in zip(layers, weighted)}
        for m in self.model.modules():
            if not list(m.children()) or type(m).__name__ == "Fire":
                m.register_forward_hook(self.saw)

    def shrink(self):
        """Replaces each weighted module by one with fewer channels; nothing else is touched."""
        if self.outputs is None:
            return
        wanted = dict(zip(self.layers, self.outputs))
        before, after, last = {3: 3}, 3, 0
        todo = [
            (p, n, m)
            for p in self.model.modules()
            for n, m in p.named_children()
            if isinstance(m, (nn.Conv2d, nn.Linear))
        ]
        for layer, (parent, name, m) in zip(self.layers, todo):
            out = wanted[layer]
            if layer.endswith("expand3x3"):
                inputs = last  # as expand1x1's
            elif isinstance(m, nn.Linear) and layer == "fc6":
                inputs = after * (m.in_features // full)
            else:
                inputs = after
            if isinstance(m, nn.Conv2d):
                new = nn.Conv2d(inputs, out, m.kernel_size, m.stride, m.padding)
                full = m.out_channels
            else:
                new = nn.Linear(inputs, out)
            setattr(parent, name, new)
            last = inputs
            after = 2 * out if layer.endswith("expand3x3") else out

    def saw(self, module, inputs, output):
        kind = type(module).__name__
        if id(module) in self.names:
            self.last = name = self.names[id(module)]
        elif kind == "ReLU":
            if "/" in self.last:
                name = self.last.replace("/", "/relu_")
            elif "squeeze" in type(self.model).__name__.lower():
                name = "relu_" + self.last
            else:
                name = "relu" + self.last[4 if self.last.startswith("conv") else 2 :]
        elif kind == "MaxPool2d":
            place = self.last.split("/")[0]
            name = "pool" + (place[4:] if place[0] == "f" else place[4:].split("_")[0])
        elif kind == "Fire":
            name = self.last.split("/")[0] + "/concat"
        elif kind == "AdaptiveAvgPool2d" and self.last == "conv10":
            name = "pool10"
            output = output.flatten(1)
        else:
            return
        self.seen[name] = output if kind == "Fire" or id(module) not in self.names else output.clone()

    def forward(self, x):
        self.seen = {}
        self.seen["prob"] = F.softmax(self.model(x), 1)


def conv_layers(blocks):
    return ["conv%d_%d" % (b, n) for b, count in enumerate(blocks, 1) for n in range(1, count + 1)]


FC = ["fc6", "fc7", "fc8"]
ALEX = ["conv1", "conv2", "conv3", "conv4", "conv5"] + FC
VGG16 = conv_layers((2, 2, 3, 3, 3)) + FC
VGG19 = conv_layers((2, 2, 4, 4, 4)) + FC
FIRES = ["fire%d/%s" % (n, k) for n in range(2, 10) for k in ("squeeze1x1", "expand1x1", "expand3x3")]
SQUEEZE = ["conv1"] + FIRES + ["conv10"]


def vgg_outputs(blocks):
    return [b + 2 for b, count in enumerate(blocks) for _ in range(count)] + [6, 5, 4]


def inplace_off(model):
    """An in-place ReLU would overwrite the activation that the hook has noted."""
    for m in model.modules():
        if isinstance(m, nn.ReLU):
            m.inplace = False
    return model


def torchvision_net(name, layers, outputs):
    return Hooked(inplace_off(getattr(torchvision.models, name)()), layers, outputs)


def small():
    caffe = {
        "conv1": (6, 3, 11, 11),
        "conv2": (8, 3, 5, 5),
        "conv3": (6, 8, 3, 3),
        "conv4": (8, 3, 3, 3),
        "conv5": (4, 4, 3, 3),
        "fc6": (7, 16),
        "fc7": (6, 7),
        "fc8": (5, 6),
    }
    c3d = {
        "conv1a": (3, 3, 3, 3, 3),
        "conv2a": (4, 3, 3, 3, 3),
        "conv3a": (5, 4, 3, 3, 3),
        "conv3b": (4, 5, 3, 3, 3),
        "conv4a": (5, 4, 3, 3, 3),
        "conv4b": (6, 5, 3, 3, 3),
        "conv5a": (5, 6, 3, 3, 3),
        "conv5b": (4, 5, 3, 3, 3),
        "fc6": (7, 16),
        "fc7": (6, 7),
        "fc8": (5, 6),
    }
    fires = [o for n in range(8) for o in (2 + n % 2, 3, 2)]
    for i in range(8):  # both expansions have equal numbers of channels
        fires[3 * i + 2] = fires[3 * i + 1]
    return {
        "caffenet": (CaffeNet(caffe), (71, 71), 400),
        "alexnet": (torchvision_net("alexnet", ALEX, [4, 5, 6, 5, 4, 7, 6, 5]), (224, 224), 2),
        "vgg16": (torchvision_net("vgg16", VGG16, vgg_outputs((2, 2, 3, 3, 3))), (224, 224), 2),
        "vgg19": (torchvision_net("vgg19", VGG19, vgg_outputs((2, 2, 4, 4, 4))), (224, 224), 2),
        "squeezenet": (
            torchvision_net("squeezenet1_0", SQUEEZE, [4] + fires + [5]),
            (64, 76),
            2,
        ),
        "c3d": (C3d(c3d), (16, 40, 40), 2),
    }


GRADIENTS = {
    "caffenet": ["norm1", "conv2", "pool5", "fc8"],
    "alexnet": ["pool5", "relu6"],
    "vgg16": ["conv4_2"],
    "vgg19": ["conv4_2", "relu5_4"],
    "squeezenet": ["fire5/concat", "pool10", "prob"],
    "c3d": ["pool5"],
}


def last(a):
    """Channels last, flat."""
    a = a.detach().numpy()
    return np.moveaxis(a, 1, -1) if a.ndim > 1 else a


def described(a):
    a = last(a)
    flat = a.reshape(-1)
    places = hashed(PLACES, PICKS).astype(np.int64) % flat.size
    return {
        "dims": list(a.shape),
        "rms": float(np.sqrt((flat**2).mean())),
        "values": [float("%.9g" % v) for v in flat[places]],
    }


def network(name, net, size, scale, gradients):
    batch = 2 if max(size) < 100 else 1
    shape = (batch,) + size + (3,)
    x = formula(INPUT, int(np.prod(shape))).reshape(shape) * scale
    x = torch.tensor(np.moveaxis(x.astype("f4").astype("f8"), -1, 1).copy(), requires_grad=True)
    net(x)
    result = {
        "batch": batch,
        "size": list(size),
        "scale": scale,
        "kernels": {n: list(net.kernels[n].shape) for n in net.layers},
        "activations": {n: described(a) for n, a in net.seen.items()},
        "gradients": {},
    }
    for layer in gradients:
        a = net.seen[layer]
        r = formula(R, a.numel()).reshape(last(a).shape)
        r = torch.tensor(np.moveaxis(r, -1, 1).copy())
        (g,) = torch.autograd.grad((r * a).sum(), x, retain_graph=True)
        result["gradients"][layer] = described(g)
    return result


def resized():
    """AlexNet's first convolution on small images in [0, 1], resized to 224 x 224."""
    kernel = torch.zeros(64, 3, 11, 11, dtype=torch.float64)
    bias = torch.zeros(64, dtype=torch.float64)
    fill([(kernel, bias)])
    x = (formula(INPUT, 2 * 20 * 28 * 3).reshape(2, 20, 28, 3) + 0.5).astype("f4").astype("f8")
    x = torch.tensor(np.moveaxis(x, -1, 1).copy(), requires_grad=True)
    results = {}
    for option in ("", "edges", "unit"):
        corners = option != "edges"
        y = F.interpolate(x, (224, 224), mode="bilinear", align_corners=corners)
        if option != "unit":
            y = normalised(y)
        y = F.conv2d(y, kernel, bias, 4, 2)
        r = formula(R, y.numel()).reshape(last(y).shape)
        r = torch.tensor(np.moveaxis(r, -1, 1).copy())
        (g,) = torch.autograd.grad((r * y).sum(), x)
        results[option] = {"features": described(y), "gradient": described(g)}
    return results


def normalised(x):
    mean = torch.tensor([0.485, 0.456, 0.406], dtype=torch.float64).reshape(1, 3, 1, 1)
    sd = torch.tensor([0.229, 0.224, 0.225], dtype=torch.float64).reshape(1, 3, 1, 1)
    return (x - mean) / sd


# ---- full size -------------------------------------------------------------------------------


def varint(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def data(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def caffemodel(file, name, net, layer_name):
    with open(file, "wb") as f:
        f.write(data(1, name.encode()))
        for layer in net.layers:
            content = data(1, layer_name(layer).encode())
            for tensor in (net.kernels[layer], net.biases[layer]):
                a = tensor.detach().numpy().astype("<f4")
                dims = data(7, data(1, b"".join(varint(d) for d in a.shape)))
                content += data(7, dims + data(5, a.tobytes()))
            f.write(data(100, content))


def safetensors(file, net):
    tensors = {k: v.numpy().astype("<f4") for k, v in net.model.state_dict().items()}
    header, at = {}, 0
    for name, a in tensors.items():
        place = [at, at + a.nbytes]
        header[name] = {"dtype": "F32", "shape": list(a.shape), "data_offsets": place}
        at += a.nbytes
    head = json.dumps(header).encode()
    with open(file, "wb") as f:
        f.write(struct.pack("<Q", len(head)) + head)
        for a in tensors.values():
            f.write(a.tobytes())


def bgr(mean):
    mean = torch.tensor(mean, dtype=torch.float64)

    def converted(x):
        shape = [1, 3] + [1] * (x.ndim - 2)
        return x.flip(1) * 255 - mean.reshape(shape)

    return converted


FULL_CAFFENET = {
    "conv1": (96, 3, 11, 11),
    "conv2": (256, 48, 5, 5),
    "conv3": (384, 256, 3, 3),
    "conv4": (384, 192, 3, 3),
    "conv5": (256, 192, 3, 3),
    "fc6": (4096, 9216),
    "fc7": (4096, 4096),
    "fc8": (1000, 4096),
}
FULL_C3D = {
    "conv1a": (64, 3, 3, 3, 3),
    "conv2a": (128, 64, 3, 3, 3),
    "conv3a": (256, 128, 3, 3, 3),
    "conv3b": (256, 256, 3, 3, 3),
    "conv4a": (512, 256, 3, 3, 3),
    "conv4b": (512, 512, 3, 3, 3),
    "conv5a": (512, 512, 3, 3, 3),
    "conv5b": (512, 512, 3, 3, 3),
    "fc6": (4096, 8192),
    "fc7": (4096, 4096),
    "fc8": (487, 4096),
}
FULL = {
    "caffenet": (lambda: CaffeNet(FULL_CAFFENET), (227, 227), bgr([104.0, 117.0, 123.0])),
    "c3d": (lambda: C3d(FULL_C3D), (16, 112, 112), bgr([90.0, 98.0, 102.0])),
    "alexnet": (lambda: torchvision_net("alexnet", ALEX, None), (224, 224), normalised),
    "vgg16": (lambda: torchvision_net("vgg16", VGG16, None), (224, 224), normalised),
    "vgg19": (lambda: torchvision_net("vgg19", VGG19, None), (224, 224), normalised),
    "squeezenet": (
        lambda: torchvision_net("squeezenet1_0", SQUEEZE, None),
        (227, 227),
        normalised,
    ),
}


def full(folder):
    nets = {}
    for name, (make, size, converted) in FULL.items():
        net = make()
        if name == "c3d":
            caffemodel(folder + "/c3d.caffemodel", "C3D", net, lambda n: n + "-1" * (n[0] == "f"))
        elif name == "caffenet":
            caffemodel(folder + "/caffenet.caffemodel", "CaffeNet", net, lambda n: n)
        else:
            safetensors(folder + "/" + name + ".safetensors", net)
        x = formula(INPUT, int(np.prod(size)) * 3).reshape((1,) + size + (3,)) + 0.5
        x = torch.tensor(np.moveaxis(x.astype("f4").astype("f8"), -1, 1).copy())
        with torch.no_grad():
            net(converted(x))
        nets[name] = {n: described(a) for n, a in net.seen.items()}
        print(name, len(nets[name]), flush=True)
        del net
        with open(folder + "/full.json", "w") as f:
            json.dump(nets, f, indent=1)


def main():
    if sys.argv[1:2] == ["full"]:
        full(sys.argv[2])
        return
    nets = {}
    for name, (net, size, scale) in small().items():
        nets[name] = network(name, net, size, scale, GRADIENTS[name])
        print(name, len(nets[name]["activations"]))
    os.makedirs(OUT, exist_ok=True)
    with open(OUT + "networks.json", "w") as f:
        json.dump(nets, f, indent=1)
    with open(OUT + "resized.json", "w") as f:
        json.dump(resized(), f, indent=1)


main()
