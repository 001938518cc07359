"""Brain2Pix's training step in PyTorch: the oracle of Brain2PixOracleTest, and the peer of the
benchmark in bench/.

Versions: Python 3.11, torch 1.13.0, numpy 1.24.2 (Debian 12). No random numbers: weights and
images are formulas, the same here and in the test.

    /usr/bin/python3 src/test/python/brain2pix_step.py > \
        src/test/resources/org/voxel2pixel/model/brain2pix/step_oracle.tsv
"""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

EPS_BN = 1e-5


class Generator(nn.Module):
    """U-Net of models with filters f: stride-2 4x4 convolutions down, transposed ones up."""

    def __init__(self, channels, f):
        super().__init__()
        self.down = nn.ModuleList()
        self.down_bn = nn.ModuleList()
        self.up = nn.ModuleList()
        self.up_bn = nn.ModuleList()
        self.down.append(nn.Conv2d(channels, f[0], 4, 2, 1))
        for i in range(1, len(f)):
            self.down.append(nn.Conv2d(f[i - 1], f[i], 4, 2, 1, bias=False))
            self.down_bn.append(nn.BatchNorm2d(f[i], eps=EPS_BN))
        width = f[-1]
        for i in range(len(f) - 1, 0, -1):
            self.up.append(nn.ConvTranspose2d(width, f[i - 1], 4, 2, 1, bias=False))
            self.up_bn.append(nn.BatchNorm2d(f[i - 1], eps=EPS_BN))
            width = 2 * f[i - 1]
        self.up.append(nn.ConvTranspose2d(width, 3, 4, 2, 1))

    def ordered(self):
        """Parameters in the order in which the graph registers its variables."""
        yield self.down[0].weight
        yield self.down[0].bias
        for conv, bn in zip(self.down[1:], self.down_bn):
            yield from (conv.weight, bn.weight, bn.bias)
        for conv, bn in zip(self.up[:-1], self.up_bn):
            yield from (conv.weight, bn.weight, bn.bias)
        yield self.up[-1].weight
        yield self.up[-1].bias

    def forward(self, x):
        skips = []
        x = F.leaky_relu(self.down[0](x), 0.2)
        for conv, bn in zip(self.down[1:], self.down_bn):
            skips.append(x)
            x = F.leaky_relu(bn(conv(x)), 0.2)
        for conv, bn in zip(self.up[:-1], self.up_bn):
            x = F.relu(torch.cat([skips.pop(), bn(conv(x))], 1))
        return torch.sigmoid(self.up[-1](x))


class Discriminator(nn.Module):
    def __init__(self, channels, f):
        super().__init__()
        self.conv = nn.ModuleList()
        self.bn = nn.ModuleList()
        width = channels
        for i, filters in enumerate(f):
            stride = 1 if i == len(f) - 1 else 2
            self.conv.append(nn.Conv2d(width, filters, 4, stride, 1, bias=(i == 0)))
            if i > 0:
                self.bn.append(nn.BatchNorm2d(filters, eps=EPS_BN))
            width = filters
        self.logits = nn.Conv2d(width, 1, 3, 2, 1)

    def ordered(self):
        yield self.conv[0].weight
        yield self.conv[0].bias
        for conv, bn in zip(self.conv[1:], self.bn):
            yield from (conv.weight, bn.weight, bn.bias)
        yield self.logits.weight
        yield self.logits.bias

    def forward(self, x):
        x = F.leaky_relu(self.conv[0](x), 0.2)
        for conv, bn in zip(self.conv[1:], self.bn):
            x = F.leaky_relu(bn(conv(x)), 0.2)
        return self.logits(x)


def gabor_bank():
    """[phase * opponent * orientation, rgb, 9, 9], even phases first."""
    opponents = np.array([[1 / 3, 1 / 3, 1 / 3], [1, -1, 0], [-0.5, -0.5, 1]])
    y, x = np.mgrid[-4:5, -4:5].astype(float)
    bank = np.zeros((2, 3, 4, 3, 9, 9))
    for phase in range(2):
        for orientation in range(4):
            angle = np.pi * orientation / 4
            along = x * np.cos(angle) + y * np.sin(angle)
            wave = (np.cos, np.sin)[phase](2 * np.pi * along / 4)
            kernel = np.exp(-(x**2 + y**2) / 8) * wave
            kernel -= kernel.mean()
            kernel /= np.abs(kernel).sum()
            for o in range(3):
                for rgb in range(3):
                    bank[phase, o, orientation, rgb] = opponents[o, rgb] * kernel
    return torch.tensor(bank.reshape(24, 3, 9, 9), dtype=torch.float32)


def gabor_features(image, bank):
    scales = []
    for scale in range(3):
        if scale > 0:
            image = F.avg_pool2d(image, 2)
        if min(image.shape[2:]) < 9:
            break
        squares = F.conv2d(image, bank, padding=4) ** 2
        energy = torch.sqrt(squares[:, :12] + squares[:, 12:] + 1e-4)
        pool1 = F.avg_pool2d(energy, 2)
        scales += [energy, pool1, F.avg_pool2d(pool1, 2)]
    return scales


class EpsilonHatAdam:
    """Adam as in TensorFlow and MXNet: lr_t = lr sqrt(1-b2^t)/(1-b1^t); w -= lr_t m/(sqrt(v)+eps)."""

    def __init__(self, params, lr, b1, b2, eps):
        self.params, self.lr, self.b1, self.b2, self.eps = list(params), lr, b1, b2, eps
        self.m = [torch.zeros_like(p) for p in self.params]
        self.v = [torch.zeros_like(p) for p in self.params]
        self.t = 0

    @torch.no_grad()
    def step(self, grads):
        self.t += 1
        lr = self.lr * (1 - self.b2**self.t) ** 0.5 / (1 - self.b1**self.t)
        for p, g, m, v in zip(self.params, grads, self.m, self.v):
            m.mul_(self.b1).add_(g, alpha=1 - self.b1)
            v.mul_(self.b2).addcmul_(g, g, value=1 - self.b2)
            p.sub_(lr * m / (v.sqrt() + self.eps))


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


class Step:
    def __init__(self, g, d, lr, weights):
        self.g, self.d, self.weights = g, d, weights
        self.g_adam = EpsilonHatAdam(g.ordered(), lr, 0.5, 0.999, 1e-8)
        self.d_adam = EpsilonHatAdam(d.ordered(), lr, 0.5, 0.999, 1e-8)
        self.bank = gabor_bank()

    def __call__(self, x, y):
        """One step while the history buffer is not full (each pair passes through)."""
        fake = self.g(x)
        d_loss = 0.5 * (
            bce(self.d(torch.cat([x, fake.detach()], 1)), 0.0)
            + bce(self.d(torch.cat([x, y], 1)), 1.0)
        )
        self.d_adam.step(torch.autograd.grad(d_loss, self.d_adam.params))
        adversarial = bce(self.d(torch.cat([x, fake], 1)), 1.0)
        pixel = (fake - y).abs().mean()
        pairs = list(zip(gabor_features(fake, self.bank), gabor_features(y, self.bank)))
        feature = sum((a - b).abs().mean() for a, b in pairs) / max(1, len(pairs))
        w = self.weights
        g_loss = w[0] * adversarial + w[1] * pixel + w[2] * feature
        self.g_adam.step(torch.autograd.grad(g_loss, self.g_adam.params))
        return [float(v.detach()) for v in (d_loss, adversarial, pixel, feature)]


def formula(k, count):
    return np.sin(0.37 * np.arange(count) + k)


def to_torch_layout(values, p, transposed):
    """Flat values in TensorFlow's layout [h][w][in][out] (transposed: [h][w][out][in])."""
    if p.dim() == 1:
        return values
    a, b, h, w = p.shape  # conv: out, in; transposed: in, out
    return values.reshape(h, w, b, a).transpose(3, 2, 0, 1)


def set_weights(module, offset):
    for k, p in enumerate(module.ordered()):
        values = 0.2 * formula(k + offset, p.numel())
        is_gamma = any(p is bn.weight for bn in module.modules() if isinstance(bn, nn.BatchNorm2d))
        if is_gamma:
            values = 1 + values
        with torch.no_grad():
            p.copy_(torch.tensor(to_torch_layout(values, p, False).copy(), dtype=torch.float32))


def main():
    torch.set_num_threads(1)
    batch, size, channels = 2, 20, 2
    g, d = Generator(channels, [4, 6]), Discriminator(channels + 3, [4, 6])
    set_weights(g, 1)
    set_weights(d, 50)
    step = Step(g, d, 1e-3, (0.5, 1.0, 2.0))
    nhwc = lambda k, c: formula(k, batch * size * size * c).reshape(batch, size, size, c)
    to = lambda a: torch.tensor(a.transpose(0, 3, 1, 2).copy(), dtype=torch.float32)
    print("step\tdiscriminator\tadversarial\tpixel\tfeature")
    for n in range(4):
        x, y = to(nhwc(100 + n, channels)), to(0.5 + 0.5 * nhwc(200 + n, 3))
        print("\t".join([str(n + 1)] + [f"{v:.9g}" for v in step(x, y)]))
    for name, module in (("generator", g), ("discriminator", d)):
        total = sum(float(p.double().sum()) for p in module.ordered())
        squares = sum(float((p.double() ** 2).sum()) for p in module.ordered())
        print(f"# {name}\t{total:.9g}\t{squares:.9g}")


if __name__ == "__main__":
    main()
