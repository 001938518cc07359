# SPDX-License-Identifier: BSD-2-Clause
"""Weights files of a tiny network in every format, and its weights as they must come out.

Made with Python 3.11, torch 1.13.0a0, numpy 1.24.2, h5py 3.7.0 (Debian 12); seed 20150413. Run from
the project's root:

    /usr/bin/python3 src/test/python/nn_weights.py

It writes to src/test/resources/org/voxel2pixel/nn/weights/. The network: conv1 3x3 3->4, ReLU, conv2
3x3 in two groups 4->6, ReLU, fc3 2x2x6->5, ReLU, fc4 5->2, on images of 6x6x3; the clip network:
conv1a 3x3x3 3->4, ReLU, fc6 1x2x2x4->5 on clips of 3x4x4x3. Before anything is written, PyTorch's
output with the stored weights is compared with NumPy's with those in our layout.

The encoders of protobuf, LevelDB tables, Snappy and CRC-32C here are written from the formats'
specifications; keras2.h5 carries the time of its making. expected.bin is all of our tensors as
little-endian float32, in the network's order.
"""
import os
import struct

import h5py
import numpy as np
import torch
import torch.nn.functional as F

SEED = 20150413
OUT = "src/test/resources/org/voxel2pixel/nn/weights/"
os.makedirs(OUT, exist_ok=True)
rng = np.random.default_rng(SEED)
torch.manual_seed(SEED)


def normal(*shape):
    return rng.normal(0, 0.5, shape).astype("<f4")


# Stored as Caffe and PyTorch do: [out][in][y][x], dense [out][in] with [c][y][x] flattened.
NET = {
    "conv1": (normal(4, 3, 3, 3), normal(4)),
    "conv2": (normal(6, 2, 3, 3), normal(6)),
    "fc3": (normal(5, 24), normal(5)),
    "fc4": (normal(2, 5), normal(2)),
}
CLIP = {"conv1a": (normal(4, 3, 3, 3, 3), normal(4)), "fc6": (normal(5, 16), normal(5))}


def ours(kernel, flattened=None):
    """[out][in][places] to [places][in][out]; dense over an image first taken apart."""
    if flattened is not None:
        kernel = kernel.reshape((kernel.shape[0],) + flattened)  # [out][c][places]
    moved = np.moveaxis(kernel, (0, 1), (-1, -2))
    return moved.reshape(-1, kernel.shape[0]) if flattened is not None else moved


OURS = {
    "conv1": (ours(NET["conv1"][0]), NET["conv1"][1]),
    "conv2": (ours(NET["conv2"][0]), NET["conv2"][1]),
    "fc3": (ours(NET["fc3"][0], (6, 2, 2)), NET["fc3"][1]),
    "fc4": (NET["fc4"][0].T, NET["fc4"][1]),
}
CLIP_OURS = {
    "conv1a": (ours(CLIP["conv1a"][0]), CLIP["conv1a"][1]),
    "fc6": (ours(CLIP["fc6"][0], (4, 1, 2, 2)), CLIP["fc6"][1]),
}


def convolve(image, kernel, bias, groups=1):
    """Valid convolution of [places...][in] with [places...][in/groups][out]."""
    rank = image.ndim - 1
    size = [image.shape[d] - kernel.shape[d] + 1 for d in range(rank)]
    out = np.zeros(size + [kernel.shape[-1]])
    per_in, per_out = image.shape[-1] // groups, kernel.shape[-1] // groups
    for g in range(groups):
        outs = slice(g * per_out, (g + 1) * per_out)
        for at in np.ndindex(*size):
            part = image[tuple(slice(a, a + k) for a, k in zip(at, kernel.shape))]
            part = part[..., g * per_in : (g + 1) * per_in]
            out[at][outs] = (part[..., None] * kernel[..., outs]).sum(tuple(range(rank + 1)))
    return out + bias


def check():
    image = rng.normal(size=(6, 6, 3))
    x = convolve(image, *OURS["conv1"]).clip(0)
    x = convolve(x, *OURS["conv2"], groups=2).clip(0)
    x = (x.reshape(-1) @ OURS["fc3"][0] + OURS["fc3"][1]).clip(0)
    x = x @ OURS["fc4"][0] + OURS["fc4"][1]
    t = {k: [torch.tensor(a, dtype=torch.float64) for a in v] for k, v in NET.items()}
    y = torch.tensor(image).permute(2, 0, 1)[None]
    y = F.relu(F.conv2d(y, *t["conv1"]))
    y = F.relu(F.conv2d(y, *t["conv2"], groups=2))
    y = F.relu(F.linear(y.flatten(1), *t["fc3"]))
    y = F.linear(y, *t["fc4"])
    assert np.allclose(x, y[0].numpy(), atol=1e-12), (x, y)

    clip = rng.normal(size=(3, 4, 4, 3))
    x = convolve(clip, *CLIP_OURS["conv1a"]).clip(0)
    x = x.reshape(-1) @ CLIP_OURS["fc6"][0] + CLIP_OURS["fc6"][1]
    t = {k: [torch.tensor(a, dtype=torch.float64) for a in v] for k, v in CLIP.items()}
    y = F.relu(F.conv3d(torch.tensor(clip).permute(3, 0, 1, 2)[None], *t["conv1a"]))
    y = F.linear(y.flatten(1), *t["fc6"])
    assert np.allclose(x, y[0].numpy(), atol=1e-12), (x, y)


def save(name, data):
    with open(OUT + name, "wb") as f:
        f.write(data)


def flat(layers):
    return b"".join(np.ascontiguousarray(a, "<f4").tobytes() for two in layers.values() for a in two)


# ---- protocol buffers ------------------------------------------------------------------------


def varint(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def data(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def text(field, s):
    return data(field, s.encode())


def shape(array):
    return data(7, data(1, b"".join(varint(d) for d in array.shape)))


def new_blob(array):
    return shape(array) + data(5, array.tobytes())


def double_blob(array):
    dims = data(7, b"".join(number(1, d) for d in array.shape))  # unpacked
    return dims + data(8, array.astype("<f8").tobytes())


def four(array):
    return (1,) * (4 - array.ndim) + array.shape


def old_blob(array):
    dims = b"".join(number(i + 1, d) for i, d in enumerate(four(array)))
    return dims + data(5, array.tobytes()) + data(6, bytes(array.nbytes))  # with its diff


def unpacked_blob(array):
    """As protobuf's writers of 2013: each float on its own; cut in two to be nasty."""
    dims = b"".join(number(i + 1, d) for i, d in enumerate(four(array)))
    values = array.reshape(-1)
    single = b"".join(varint(5 << 3 | 5) + struct.pack("<f", v) for v in values[:-1])
    return dims + single + data(5, values[-1:].tobytes())


def c3d_blob(array):
    five = (1,) * (5 - array.ndim) + array.shape
    dims = b"".join(number(i + 1, d) for i, d in enumerate(five))
    return dims + data(6, array.tobytes()) + data(7, bytes(array.nbytes))


def caffe_models():
    net = text(1, "TinyNet")
    relu = text(1, "relu") + text(2, "ReLU") + text(3, "conv1") + text(4, "conv1")
    new = net + data(100, relu)
    double = net
    v1 = net + text(3, "data") + b"".join(number(4, d) for d in (1, 3, 6, 6))
    v0 = net
    for i, (layer, blobs) in enumerate(NET.items()):
        head = text(1, layer) + text(2, "Convolution") + text(3, "data") + number(10, 1)
        params = data(106, number(1, 4))
        new += data(100, head + b"".join(data(7, new_blob(b)) for b in blobs) + params)
        double += data(100, head + b"".join(data(7, double_blob(b)) for b in blobs))
        blob = unpacked_blob if i == 1 else old_blob
        old_head = text(2, "data") + text(3, layer) + text(4, layer) + number(5, 4)
        rate = varint(7 << 3 | 5) + struct.pack("<f", 1)
        v1 += data(2, old_head + b"".join(data(6, blob(b)) for b in blobs) + rate)
        inner = text(1, layer) + text(2, "conv") + b"".join(data(50, old_blob(b)) for b in blobs)
        v0 += data(2, data(1, inner) + text(2, "data") + text(3, layer))
    save("new.caffemodel", new)
    save("double.caffemodel", double)
    save("v1.caffemodel", v1)
    save("v0.caffemodel", v0)
    c3d = text(1, "TinyClipNet")
    for layer, blobs in CLIP.items():
        name = "fc6-1" if layer == "fc6" else layer
        c3d += data(2, text(4, name) + number(5, 30) + b"".join(data(6, c3d_blob(b)) for b in blobs))
    save("c3d.caffemodel", c3d)
    save("solverstate", number(1, 310000) + text(2, "net.caffemodel"))


# ---- safetensors, npz, pth -------------------------------------------------------------------


def safetensors():
    modules = dict(zip(NET, ("features.0", "features.2", "classifier.0", "classifier.2")))
    header, body = [], b""
    for layer, two in NET.items():
        for kind, a in zip(("weight", "bias"), two):
            dims = list(a.shape)
            if layer == "fc3" and kind == "weight":
                dims = [5, 6, 2, 2]  # as a convolution, the way of timm's VGG
            header.append(
                '"%s.%s":{"dtype":"F32","shape":%s,"data_offsets":[%d,%d]}'
                % (modules[layer], kind, dims, len(body), len(body) + a.nbytes)
            )
            body += a.tobytes()
    head = ("{" + ",".join(header) + "}").encode()
    save("tiny.safetensors", struct.pack("<Q", len(head)) + head + body)


def npz():
    arrays = {}
    for layer, (kernel, bias) in OURS.items():
        arrays[layer + "_W"] = np.ascontiguousarray(kernel)
        arrays[layer + "_b"] = bias
    np.savez(OUT + "tiny.npz", **arrays)
    arrays["conv1_W"] = np.asfortranarray(arrays["conv1_W"])
    arrays["conv2_W"] = arrays["conv2_W"].astype(">f4")
    arrays["fc3_W"] = np.asfortranarray(arrays["fc3_W"].astype("<f8"))
    arrays["step"] = np.array(7)
    np.savez_compressed(OUT + "packed.npz", **arrays)
    torch.save({"conv1.weight": torch.tensor(NET["conv1"][0])}, OUT + "tiny.pth")


# ---- Keras -----------------------------------------------------------------------------------


def keras():
    with h5py.File(OUT + "keras1.h5", "w") as f:
        f.attrs["layer_names"] = [n.encode() for n in NET]
        for layer, (kernel, bias) in OURS.items():
            group = f.create_group(layer)
            group.attrs["weight_names"] = [b"%s_W_1:0" % layer.encode()]
            group[layer + "_W_1:0"] = np.ascontiguousarray(kernel)
            group[layer + "_b_1:0"] = bias
        f.create_group("pool1")
    with h5py.File(OUT + "keras2.h5", "w", libver="latest") as f:
        f.attrs["keras_version"] = "2.4.0"
        f["optimizer_weights/Adam/conv1/kernel/m:0"] = normal(3, 3, 3, 4)
        f["optimizer_weights/Adam/iter:0"] = np.int64(12)
        for layer, (kernel, bias) in OURS.items():
            group = f.create_group("model_weights/%s/%s" % (layer, layer))
            group["kernel:0"] = np.ascontiguousarray(kernel).astype(">f8" if layer == "fc4" else "<f4")
            group["bias:0"] = bias
    with h5py.File(OUT + "keras3.weights.h5", "w") as f:
        count = {}
        for layer, (kernel, bias) in OURS.items():
            kind = "conv2d" if layer.startswith("conv") else "dense"
            n = count.get(kind, 0)
            count[kind] = n + 1
            group = f.create_group("layers/%s%s/vars" % (kind, "_%d" % n if n else ""))
            group["0"] = np.ascontiguousarray(kernel)
            group["1"] = bias
        f["optimizer/vars/0"] = np.int64(12)
    with h5py.File(OUT + "chunked.h5", "w") as f:
        f.create_dataset("conv1/conv1_W_1:0", data=OURS["conv1"][0], compression="gzip")
    with h5py.File(OUT + "theano.h5", "w") as f:
        f["layer_1/param_0"] = NET["conv1"][0]
        f["layer_1/param_1"] = NET["conv1"][1]
    with h5py.File(OUT + "empty.h5", "w") as f:
        f.create_dataset("image", data=np.arange(4))


# ---- TensorFlow checkpoint -------------------------------------------------------------------


def crc32c(content):
    crc = 0xFFFFFFFF
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(content):
    crc = crc32c(content)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def block(entries, restart_every):
    out, restarts, last = b"", [], b""
    for i, (key, value) in enumerate(entries):
        shared = 0
        if i % restart_every == 0:
            restarts.append(len(out))
        else:
            shared = len(os.path.commonprefix([key, last]))
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    return out + b"".join(struct.pack("<I", r) for r in restarts) + struct.pack("<I", len(restarts))


def snappy(content):
    """Literals of at most 60 bytes; where 8 bytes have been there before, a copy."""
    out, i, literal = varint(len(content)), 0, b""

    def flush(pending):
        return bytes([len(pending) - 1 << 2]) + pending if pending else b""

    while i < len(content):
        before = content.rfind(content[i : i + 8], 0, i + 7) if i + 8 <= len(content) else -1
        if before >= 0 and i - before < 2048:
            out += flush(literal)
            literal = b""
            back = i - before
            out += bytes([(back >> 8) << 5 | 8 - 4 << 2 | 1, back & 0xFF])
            i += 8
        else:
            literal += content[i : i + 1]
            i += 1
            if len(literal) == 60:
                out += flush(literal)
                literal = b""
    return out + flush(literal)


def checkpoint():
    folder = OUT + "checkpoint"
    os.makedirs(folder, exist_ok=True)
    entries = {b"": number(1, 1) + data(3, number(1, 1))}  # one data file, little-endian
    body = b""
    bf16 = (np.float32([1, -2.5, 0.15625]).view("<u4") >> 16).astype("<u2")
    tensors = {"bf16": (14, bf16), "half": (19, np.float16([0.5, -1.25])), "step": (9, np.int64(3))}
    for i, (layer, (kernel, bias)) in enumerate(OURS.items()):
        for kind, a in (("kernel", kernel), ("bias", bias)):
            name = "layer_with_weights-%d/%s/.ATTRIBUTES/VARIABLE_VALUE" % (i, kind)
            tensors[name] = (1, np.ascontiguousarray(a))
    for name in sorted(tensors):
        kind, a = tensors[name]
        dims = b"".join(data(2, number(1, d)) for d in a.shape)
        content = a.tobytes()
        entry = number(1, kind) + data(2, dims)
        if body:
            entry += number(4, len(body))
        entry += number(5, len(content)) + varint(6 << 3 | 5) + struct.pack("<I", masked(content))
        entries[name.encode()] = entry
        body += content
    ordered = sorted(entries.items())
    out, handles = b"", []
    for kind, part in ((0, ordered[:4]), (1, ordered[4:])):
        plain = block(part, 3)
        stored = snappy(plain) if kind else plain
        handles.append((part[-1][0] + b"x", varint(len(out)) + varint(len(stored))))
        stored += bytes([kind])
        out += stored + struct.pack("<I", masked(stored))
    meta = varint(len(out)) + varint(8)
    plain = block([], 1)[:-4] + struct.pack("<II", 0, 1) + b"\0"
    out += plain + struct.pack("<I", masked(plain))
    plain = block(handles, 1)
    index = varint(len(out)) + varint(len(plain))
    plain += b"\0"
    out += plain + struct.pack("<I", masked(plain))
    footer = (meta + index).ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)
    save("checkpoint/model.ckpt-3.index", out + footer)
    save("checkpoint/model.ckpt-3.data-00000-of-00001", body)


check()
save("expected.bin", flat(OURS))
save("expected_clip.bin", flat(CLIP_OURS))
caffe_models()
safetensors()
npz()
keras()
checkpoint()
