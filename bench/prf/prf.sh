#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Times the fit of population receptive fields in Voxel2Pixel and with scipy on the same synthetic
# subject and machine, in turns, and prints ms per 100 voxels and ratios. See README.md beside it.
#
#   bench/prf/prf.sh [ROUNDS] [VOXELS]     default 5 rounds, 5000 voxels (scipy fits the first 40)
#
#   DATASET=target/field-recovery/snr-1 bench/prf/prf.sh 3
#     the subject of macros/FieldRecovery.ijm (or any folder of a synthetic subject's bids and dataset)
#
# Environment: PYTHON (default python3), MAVEN_ARGS (such as -o).
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=${1:-5}
voxels=${2:-5000}
python=${PYTHON:-python3}
processors=$("$python" -c 'import os; print(len(os.sched_getaffinity(0)))')
"$python" -c 'import scipy, numpy' || {
  echo "$python cannot import scipy and numpy; install them or set PYTHON" >&2
  exit 1
}
# shellcheck disable=SC2086  # several arguments
mvn -B -ntp -q ${MAVEN_ARGS:-} compile dependency:build-classpath \
  -Dmdep.includeScope=runtime -Dmdep.outputFile=target/bench-classpath.txt >&2
CLASSPATH="target/classes:$(cat target/bench-classpath.txt)"
# One BLAS thread a process: the processes share the processors among them.
export CLASSPATH OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dataset=""
if [ -n "${DATASET:-}" ]; then
  dataset="$DATASET/dataset $DATASET/bids/sub-01/sub-01_desc-truth_fields.tsv"
fi
peer="'$python' bench/prf/prf_fit_time.py $folder"
"$python" bench/rounds.py "$rounds" 1 \
  "Voxel2Pixel" "java -Xmx1g bench/prf/PrfFitTime.java $folder $voxels 3 $dataset" \
  "scipy plain" "$peer plain $processors 40" \
  "scipy filtered" "$peer filtered $processors 40"
