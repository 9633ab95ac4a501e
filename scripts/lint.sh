#!/usr/bin/env bash
# Formatting, static analysis, types and packaging: clang-format, clang-tidy, ruff, mypy,
# validate-pyproject, cibuildwheel.
#   scripts/lint.sh [--no-tidy]    --no-tidy leaves clang-tidy out (the slow part)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

tidy=yes
case "${1:-}" in
  "") ;;
  --no-tidy) tidy=no ;;
  *)
    echo "usage: scripts/lint.sh [--no-tidy]" >&2
    exit 2
    ;;
esac

fail() {
  echo "lint.sh: FAILED: $1" >&2
  exit 1
}

# The repository's files that match the patterns: tracked or new, not ignored, not deleted.
files() {
  local file
  git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while read -r file; do
    [[ ! -f $file ]] || echo "$file"
  done
}

install_packages build test

mapfile -t cpp < <(files '*.cpp' '*.hpp' '*.c' '*.h')
[[ ${#cpp[@]} -gt 0 ]] || fail "no C++ files found (is this a git clone?)"
clang-format-14 --dry-run -Werror "${cpp[@]}" || fail "clang-format; mend with: clang-format-14 -i FILE"
echo "lint.sh: clang-format: ${#cpp[@]} files are formatted"

if [[ $tidy == yes ]]; then
  # Debian's ITK headers refuse clang, so the files that include them are left out; so are kernels,
  # which are four files in one, once for each instruction set.
  mapfile -t sources < <(files 'src/*.cpp' | grep -v -e '^src/io/' -e '_itk\.cpp$' -e '/kernels/')
  [[ ${#sources[@]} -gt 0 ]] || fail "no sources for clang-tidy"
  mkdir -p build
  cmake --preset tidy >build/tidy.log 2>&1 || { cat build/tidy.log; fail "cmake --preset tidy"; }
  run-clang-tidy-14 -quiet -p build/tidy -j "$(nproc)" -extra-arg=-Wno-unknown-warning-option \
    "${sources[@]/%/\$}" >build/tidy.log 2>&1 ||
    { grep -E -A 6 '(error|warning):' build/tidy.log || cat build/tidy.log; fail "clang-tidy"; }
  echo "lint.sh: clang-tidy: ${#sources[@]} files are clean"
fi

make_venv build/venv
bin=build/venv/bin
if [[ ! -x $bin/ruff || ! -x $bin/mypy || ! -x $bin/cibuildwheel ]]; then
  $bin/python -m pip install -q ruff mypy numpy pandas-stubs validate-pyproject cibuildwheel
fi
$bin/ruff check || fail "ruff check; mend with: $bin/ruff check --fix"
$bin/ruff format --check || fail "ruff format; mend with: $bin/ruff format"
$bin/mypy || fail "mypy"
$bin/validate-pyproject pyproject.toml || fail "pyproject.toml"
for platform in linux macos windows; do
  wheels=$($bin/cibuildwheel --platform $platform --print-build-identifiers) || fail "cibuildwheel"
  echo "lint.sh: wheels for $platform:" $wheels
done
echo "lint.sh: all clean"
