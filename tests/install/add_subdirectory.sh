#!/usr/bin/env bash
# Builds and runs a project that has the sources of voxtrait as a part of its own.
#   add_subdirectory.sh SOURCE BUILD
source "$(dirname "${BASH_SOURCE[0]}")/consumer.sh"

cp -r "$SOURCE/examples/cpp_subproject" "$WORK/subproject"
quietly "$CMAKE" -S "$WORK/subproject" -B "$WORK/build" -D VOXTRAIT_SOURCE="$SOURCE" \
  -D CMAKE_BUILD_TYPE=Release
quietly "$CMAKE" --build "$WORK/build" --parallel 2

# 3 is the mean of 1, 2, 3, 6.
expect subproject "$WORK/build/subproject" <<'END'
mean: 3
END
[[ ! -e $WORK/build/bin/voxtrait && ! -e $WORK/build/voxtrait/src/voxtrait ]] ||
  fail "the program was built although VOXTRAIT_BUILD_CLI is OFF"
