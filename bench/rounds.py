# SPDX-License-Identifier: BSD-2-Clause
"""Gives workers turns, so that never two run at once, and prints their times and ratios.

A worker prints "ready PARAMETERS DESCRIPTION" and then answers each line "N" with the milliseconds
of N steps and its peak memory in KiB (see StepTime.java, step_time.py). A round is one turn of each
worker, in the other direction each time. The first worker is the subject, the others its peers.

    python3 rounds.py ROUNDS STEPS NAME COMMAND [NAME COMMAND ...]
"""

import os
import shlex
import statistics
import subprocess
import sys


class Worker:
    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        words = self.read().split(maxsplit=2)
        if len(words) != 3 or words[0] != "ready":
            sys.exit(f"{name}: expected 'ready PARAMETERS DESCRIPTION', found {words}")
        self.parameters, self.description = int(words[1]), words[2].strip()
        self.steps, self.rounds, self.peak_kib = [], [], 0

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} ended, see its messages above; status {self.process.wait()}")
        return line

    def turn(self, steps):
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        *times, peak = self.read().split()
        times = [float(t) for t in times]
        self.steps += times
        self.rounds.append(statistics.median(times))
        self.peak_kib = int(peak)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def load():
    """Processes that want a processor, averaged over the last minute."""
    return "%.2f" % os.getloadavg()[0] if hasattr(os, "getloadavg") else "unknown"


def main():
    rounds, steps = int(sys.argv[1]), int(sys.argv[2])
    print(f"load before {load()}, processors {os.cpu_count()}, {rounds} rounds of {steps} steps")
    workers = [Worker(n, c) for n, c in zip(sys.argv[3::2], sys.argv[4::2])]
    for w in workers:
        print(f"{w.name}: {w.description}", flush=True)
    if len({w.parameters for w in workers}) != 1:
        sys.exit(f"not the same networks: {[w.parameters for w in workers]} parameters")
    for r in range(rounds):
        for w in workers if r % 2 == 0 else workers[::-1]:
            w.turn(steps)
    for w in workers:
        w.end()

    print(f"\n{'ms a step':32}{'median':>8}{'min':>8}{'max':>8}{'peak MiB':>10}")
    for w in workers:
        columns = statistics.median(w.steps), min(w.steps), max(w.steps)
        print(f"{w.name:32}" + "".join(f"{c:8.5g}" for c in columns) + f"{w.peak_kib / 1024:10.0f}")
    subject, *peers = workers
    print("\nratio of the rounds' medians, below 1: " + subject.name + " is faster")
    for peer in sorted(peers, key=lambda p: statistics.median(p.steps)):
        ratios = [a / b for a, b in zip(subject.rounds, peer.rounds)]
        print(f"  to {peer.name}: median {statistics.median(ratios):.2f}, ", end="")
        print("rounds " + " ".join(f"{x:.2f}" for x in ratios))
    if len(peers) > 1:
        best = min(peers, key=lambda p: statistics.median(p.steps))
        print(f"the fastest peer by its median is {best.name}")
    print(f"load after {load()} (this benchmark's own included)")


if __name__ == "__main__":
    main()
