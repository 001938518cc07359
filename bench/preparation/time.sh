#!/usr/bin/env bash
# How fast runs are prepared, against gunzip and nibabel on the same files; see bench/README.md.
#     bench/preparation/time.sh STUDY [RUNS] [ROUNDS]      RUNS is a selection such as run-00* (9 runs)
set -euo pipefail
cd "$(dirname "$0")/../.."
study=$(realpath "$1"); runs=${2:-run-00*}; rounds=${3:-3}
python=${PYTHON:-/usr/bin/python3}
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
[ -f target/voxel2pixel/voxel2pixel.jar ] || mvn -B -q -ntp package -DskipTests
files=("$study"/sub-01/func/*_$runs*_bold.nii.gz)
megabytes=$(( ${#files[@]} * 239 * 96 * 96 * 76 * 2 / 1000000 ))
echo "${#files[@]} runs, $megabytes MB of voxels; $(nproc) processors; load $(cut -d' ' -f1 /proc/loadavg)"

seconds() { local begin; begin=$(date +%s.%N); "$@" > "$out/log" 2>&1 || { cat "$out/log"; exit 1; }; echo "$(date +%s.%N) - $begin" | bc; }
gunzips() { printf '%s\0' "${files[@]}" | xargs -0 -P2 -n1 sh -c 'gunzip -c "$0" > /dev/null'; }
nibabels() { "$python" bench/preparation/read_nibabel.py "$study"/sub-01/masks/*.nii.gz "${files[@]}"; }
ours() {
  java -Xmx${HEAP:-512m} -Xlog:gc:file="$out/gc.log" -jar target/voxel2pixel/voxel2pixel.jar \
    bench/preparation/prepare.ijm "$study $out/dataset $runs 2"
}
for round in $(seq "$rounds"); do
  gunzip=$(seconds gunzips); us=$(seconds ours); nibabel=$(seconds nibabels)
  heap=$(grep -o '[0-9]*M->' "$out/gc.log" | tr -d 'M>-' | sort -n | tail -1)
  echo "round $round: gunzip $gunzip s, Voxel2Pixel $us s (everything, from start to end; heap before a collection at most $heap MB), nibabel $nibabel s" \
    "| MB/s $(echo "$megabytes/$gunzip" | bc) $(echo "$megabytes/$us" | bc) $(echo "$megabytes/$nibabel" | bc)" \
    "| ratio to gunzip $(echo "scale=2; $us/$gunzip" | bc), to nibabel $(echo "scale=2; $us/$nibabel" | bc)"
done
