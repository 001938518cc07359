#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Times one image of each projection in Voxel2Pixel and in scipy, in turns, on one thread each:
#     bench/projection/projection-time.sh [ROUNDS [IMAGES A ROUND]]
set -eu
cd "$(dirname "$0")/../.."
PYTHON=${PYTHON:-python3}
mvn -B -q compile
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" bench/projection/make_fields.py "$folder"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
for method in fixed gaussian inverse; do
  echo
  echo "== $method"
  "$PYTHON" bench/rounds.py "${1:-10}" "${2:-20}" \
    Voxel2Pixel "java -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -cp target/classes bench/projection/ProjectionTime.java $folder $method" \
    scipy "$PYTHON bench/projection/projection_time.py $folder $method"
  "$PYTHON" bench/projection/compare.py "$folder" "$method"
done
