# SPDX-License-Identifier: BSD-2-Clause
"""The PyTorch side of the step-time benchmark: a worker that rounds.py starts and gives turns.

The step is that of src/test/python/brain2pix_step.py, whose losses Brain2PixOracleTest compares
with Voxel2Pixel's. Only its optimizer is replaced, by torch.optim.Adam, which is faster than the
oracle's loop. Networks, batch and loss weights are those of the preset "released".

Lines in: a number of steps; at end of input it stops. Lines out: "ready", the trainable parameters
and the versions once warm; then, for each number, the milliseconds of each step and the process's
peak memory in KiB.

    python3 step_time.py (contiguous | channels_last) THREADS WARM_UP_STEPS [foreach | loop | oracle]
"""

import math
import pathlib
import sys
import time

import torch
import torch.nn as nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "src/test/python"))
from brain2pix_step import Discriminator, Generator, Step  # noqa: E402

BATCH, SIZE, CHANNELS = 8, 96, 15
BATCHES = 4
LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


class TorchAdam:
    """torch.optim.Adam behind the interface of the oracle's optimizer."""

    def __init__(self, params, lr, foreach):
        self.params = list(params)
        self.adam = torch.optim.Adam(self.params, lr, (0.5, 0.999), 1e-8, foreach=foreach)

    def step(self, grads):
        for p, g in zip(self.params, grads):
            p.grad = g
        self.adam.step()


def build(layout, adam):
    torch.manual_seed(1)
    g = Generator(CHANNELS, [64, 128, 256, 512, 512])
    d = Discriminator(CHANNELS + 3, [64, 128, 256, 512])
    for module in (g, d):
        for layer in module.modules():
            if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d)):
                nn.init.normal_(layer.weight, 0, 0.02)
        module.to(memory_format=layout)
    step = Step(g, d, 2e-4, (1.0, 1.0, 100.0))
    step.bank = step.bank.contiguous(memory_format=layout)
    if adam != "oracle":
        step.g_adam = TorchAdam(g.ordered(), 2e-4, adam == "foreach")
        step.d_adam = TorchAdam(d.ordered(), 2e-4, adam == "foreach")
    return step


def random_batches(layout):
    to = lambda a: a.contiguous(memory_format=layout)
    images = lambda make, channels: to(make(BATCH, channels, SIZE, SIZE))
    return [(images(torch.randn, CHANNELS), images(torch.rand, 3)) for _ in range(BATCHES)]


def peak_kib():
    """Linux's high-water mark of resident memory; 0 where there is none."""
    status = pathlib.Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(int(s.split()[1]) for s in status.read_text().splitlines() if s.startswith("VmHWM"))


def main():
    layout, threads, warm_up = LAYOUTS[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3])
    adam = sys.argv[4] if len(sys.argv) > 4 else "foreach"
    torch.set_flush_denormal(True)  # as TensorFlow does
    torch.set_num_threads(threads)
    step, batches, made = build(layout, adam), random_batches(layout), 0

    def step_ms():
        nonlocal made
        x, y = batches[made % BATCHES]
        made += 1
        start = time.perf_counter()
        losses = step(x, y)
        ms = 1e3 * (time.perf_counter() - start)
        assert all(map(math.isfinite, losses)), f"losses {losses} at step {made}"
        return ms

    for _ in range(warm_up):
        step_ms()
    parameters = sum(p.numel() for p in step.g_adam.params + step.d_adam.params)
    print(
        f"ready {parameters} PyTorch {torch.__version__}, {sys.argv[1]}, Adam {adam}, "
        f"Python {sys.version.split()[0]}, threads {torch.get_num_threads()}",
        flush=True,
    )
    for line in sys.stdin:
        times = " ".join(f"{step_ms():.3f}" for _ in range(int(line)))
        print(times, peak_kib(), flush=True)


if __name__ == "__main__":
    main()
