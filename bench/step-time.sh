#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Times one training step of Brain2Pix (preset "released") in Voxel2Pixel and in PyTorch on this
# machine, in turns, and prints medians, ranges and ratios. See README.md beside this file.
#
#   bench/step-time.sh [ROUNDS] [STEPS]     default 10 rounds of 2 steps, about 2 minutes on 2 cores
#
# Environment: PYTHON (default python3), THREADS (default: all processors), INTER (TensorFlow's
# operations at once, default 1 as in the commands), WARM_UP (steps not counted, default 3),
# MAVEN_ARGS (such as -o).
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-10}
steps=${2:-2}
python=${PYTHON:-python3}
warm_up=${WARM_UP:-3}
threads=${THREADS:-$("$python" -c 'import os; print(os.cpu_count())')}
classpath_file=target/bench-classpath.txt

"$python" -c 'import torch, numpy' || {
  echo "$python cannot import torch and numpy; install them or set PYTHON" >&2
  exit 1
}
# shellcheck disable=SC2086  # several arguments
mvn -B -ntp -q ${MAVEN_ARGS:-} compile dependency:build-classpath \
  -Dmdep.includeScope=runtime -Dmdep.outputFile="$classpath_file" >&2
CLASSPATH="target/classes:$(cat "$classpath_file")"
export CLASSPATH

# As the POM starts training; and threads of PyTorch that wait must sleep, or they take the
# processors from whatever else runs on the machine and lose their own time with it.
export TF_CPP_MIN_LOG_LEVEL=2 TF_DETERMINISTIC_OPS=1 OMP_WAIT_POLICY=PASSIVE

java="java -Xmx2g -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
java+=" -Dorg.bytedeco.javacpp.maxBytes=0 bench/StepTime.java $threads ${INTER:-1} $warm_up"
peer="'$python' bench/step_time.py"
exec "$python" bench/rounds.py "$rounds" "$steps" \
  "Voxel2Pixel" "$java" \
  "PyTorch contiguous" "$peer contiguous $threads $warm_up" \
  "PyTorch channels_last" "$peer channels_last $threads $warm_up"
