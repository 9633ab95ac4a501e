#!/usr/bin/env bash
# Builds the programs and the Python package, runs every benchmark, writes benchmarks/report.
#   benchmarks/run.sh [--quick] [--fresh] [--only STEP] [--venv PEER=DIR]    see suite.py
# Peers are installed beforehand, once: benchmarks/peers/environments.py
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
mkdir -p build

install_packages build bench
cmake --preset bench -DVOXTRAIT_BUILD_TESTS=OFF >build/bench-configure.log 2>&1 ||
  { cat build/bench-configure.log; exit 1; }
cmake --build --preset bench
make_venv build/venv
build/venv/bin/python benchmarks/peers/environments.py voxtrait
exec build/peers/voxtrait/bin/python benchmarks/suite.py "$@"
