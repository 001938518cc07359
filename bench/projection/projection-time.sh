#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Times one image of each projection in Voxel2Pixel and in scipy on this machine, in turns, on one
# thread each, and prints medians, ranges and ratios. See README.md beside this file.
#
#   bench/projection/projection-time.sh [ROUNDS] [IMAGES]   default 10 rounds of 20, about a minute
#
# Environment: PYTHON (default python3), MAVEN_ARGS (such as -o).
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=${1:-10}
images=${2:-20}
python=${PYTHON:-python3}

"$python" -c 'import numpy, scipy' || {
  echo "$python cannot import numpy and scipy; install them or set PYTHON" >&2
  exit 1
}
# shellcheck disable=SC2086  # several arguments
mvn -B -ntp -q ${MAVEN_ARGS:-} compile >&2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" bench/projection/make_fields.py "$folder"

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
java="java -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -Xmx1g -cp target/classes"
java+=" bench/projection/ProjectionTime.java '$folder'"
peer="'$python' bench/projection/projection_time.py '$folder'"
for method in fixed gaussian inverse; do
  echo "== $method"
  "$python" bench/rounds.py "$rounds" "$images" \
    "Voxel2Pixel" "$java $method" \
    "scipy" "$peer $method"
  "$python" bench/projection/compare.py "$folder" "$method"
  echo
done
