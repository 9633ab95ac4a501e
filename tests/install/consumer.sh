# Sourced by the tests of this folder: SOURCE and BUILD of voxtrait, a folder of their own in WORK.
set -euo pipefail
SOURCE=$1
BUILD=$2
CMAKE=${CMAKE:-cmake}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# quietly COMMAND...: shows what it printed only if it fails
quietly() {
  "$@" >"$WORK/log" 2>&1 || {
    cat "$WORK/log"
    fail "$*"
  }
}

# expect WHAT COMMAND...: it succeeds and prints, on both streams together, just what stands in the
# standard input
expect() {
  local what=$1 expected actual
  shift
  expected=$(cat)
  actual=$("$@" 2>&1) || fail "$what: exit code $?: $actual"
  [[ $actual == "$expected" ]] || fail "$what printed:
$actual
expected:
$expected"
}
