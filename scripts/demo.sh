#!/usr/bin/env bash
# Builds voxtrait and extracts the features of the IBSI CT phantom with configuration A:
# a table on the terminal; long CSV, JSON and provenance in build/demo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/build.sh

out=build/demo
mkdir -p "$out"
extract=(
  build/release/bin/voxtrait extract
  data/ibsi/ct_phantom/image.nii.gz data/ibsi/ct_phantom/mask.nii.gz
  --settings data/ibsi/settings/A.json --case PAT1
)
"${extract[@]}" --format table
"${extract[@]}" --format long -o "$out/PAT1_A.csv" --provenance "$out/PAT1_A.provenance.json"
"${extract[@]}" --format json -o "$out/PAT1_A.json"

echo "demo.sh: written to $PWD/$out:"
ls "$out"
