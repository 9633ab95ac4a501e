#!/usr/bin/env bash
# Installs what is missing and builds the release program: build/release/bin/voxtrait.
#   scripts/build.sh [--tests]    --tests builds the test programs as well
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

tests=OFF
case "${1:-}" in
  "") ;;
  --tests) tests=ON ;;
  *)
    echo "usage: scripts/build.sh [--tests]" >&2
    exit 2
    ;;
esac

install_packages build
[[ $tests == OFF ]] || install_packages test
cmake --preset release -DVOXTRAIT_BUILD_TESTS=$tests
cmake --build --preset release

program=$PWD/build/release/bin/voxtrait
if [[ ! -x $program ]]; then
  echo "build.sh: the build ended without $program" >&2
  exit 1
fi
echo "build.sh: the program is $program"
