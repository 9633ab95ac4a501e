#!/usr/bin/env bash
# Everything that must pass before a change goes in; stops at the first step that fails.
#   scripts/test.sh [--quick]    --quick leaves out the sanitisers and clang-tidy
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

quick=no
case "${1:-}" in
  "") ;;
  --quick) quick=yes ;;
  *)
    echo "usage: scripts/test.sh [--quick]" >&2
    exit 2
    ;;
esac

# step NAME COMMAND...
step() {
  local name=$1 start=$SECONDS
  shift
  echo "== $name"
  if ! "$@"; then
    echo "test.sh: FAILED: $name ($*)" >&2
    exit 1
  fi
  echo "== $name: passed in $((SECONDS - start)) s"
}

export PIP_DISABLE_PIP_VERSION_CHECK=1
# Program, package and the project that includes the sources share objects: compiled once.
install_packages build test
export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER:-ccache}
export CCACHE_NOHASHDIR=1
# By the same name, too: Python's own build would call the compiler g++, which ccache tells from c++.
export CC=${CC:-cc} CXX=${CXX:-c++}
venv=$PWD/build/venv

step "release build" scripts/build.sh --tests
step "C++ tests" ctest --preset release

step "Python environment" make_venv "$venv"
step "Python package" "$venv/bin/python" -m pip install -q '.[test]'
step "Python tests" env PATH="$venv/bin:$PATH" "$venv/bin/python" -m pytest \
  --numprocesses "$(nproc)" --dist worksteal

if [[ $quick == yes ]]; then
  step "lint" scripts/lint.sh --no-tidy
else
  step "lint" scripts/lint.sh
  step "sanitiser configuration" cmake --preset asan
  step "sanitiser build" cmake --build --preset asan
  step "sanitiser tests" ctest --preset asan
fi

echo "test.sh: all steps passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
