#!/usr/bin/env bash
# Installs the build, then builds the plugin templates outside the tree and uses them, and the
# plugin that is installed, with the installed program.
#   plugins.sh SOURCE BUILD
source "$(dirname "${BASH_SOURCE[0]}")/consumer.sh"

quietly "$CMAKE" --install "$BUILD" --prefix "$WORK/prefix" --component development
mv "$WORK/prefix" "$WORK/moved" # the installation may move
prefix=$WORK/moved
voxtrait=$prefix/bin/voxtrait
phantom=$SOURCE/data/ibsi/digital_phantom

# build NAME: the template examples/NAME, with all warnings as errors; gives its library
build() {
  cp -r "$SOURCE/examples/$1" "$WORK/$1"
  quietly "$CMAKE" -S "$WORK/$1" -B "$WORK/$1/build" -D CMAKE_PREFIX_PATH="$prefix" \
    -D CMAKE_C_FLAGS="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror" \
    -D CMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"
  quietly "$CMAKE" --build "$WORK/$1/build"
}

# values PLUGIN FAMILY OPTION...: feature, aggregation and value of each row
values() {
  local plugin=$1 family=$2
  shift 2
  "$voxtrait" extract "$phantom/image.nii.gz" "$phantom/mask.nii.gz" --plugin "$plugin" \
    --families "$family" --discretisation-method none "$@" | cut -d, -f5,8,9 | tail -n +2
}

build plugin_c
c=$WORK/plugin_c/build/example.c.so
# IBSI's contrast is 5.32 and 5.12; the spread with power 2 is the same.
expect "C plugin" values "$c" example.pairs --example.pairs-power 2 <<'END'
contrast,3D_average,5.324479993784631
spread,3D_average,5.324479993784631
contrast,3D_merged,5.11764705882353
spread,3D_merged,5.11764705882353
END
"$voxtrait" verify --plugins --plugin "$c" | grep -q "2 of 2 match" || fail "verify --plugins"

build plugin_cpp
cpp=$WORK/plugin_cpp/build/example.cpp.so
values "$cpp" example.gradient | grep -q "maximum_magnitude,3D,1" || fail "C++ plugin"
"$voxtrait" list --filters --plugin "$cpp" | grep -q "^example.stand_out" || fail "list --filters"
"$voxtrait" filter "$phantom/image.nii.gz" -o "$WORK/map.nii.gz" --plugin "$cpp" \
  --filter example.stand_out --width 2 || fail "filter of a C++ plugin"
echo '{"filters": [{"type": "example.stand_out"}]}' >"$WORK/filters.json"
values "$cpp" intensity_statistics --settings "$WORK/filters.json" | grep -c "^mean,3D" |
  grep -q 2 || fail "image variant of a C++ plugin"

# Found by name and by folder.
"$voxtrait" list --plugins | grep -q "not loaded: pass --plugin voxtrait.bodycomp" ||
  fail "the installed plugin is not listed"
"$voxtrait" verify --plugins --plugin voxtrait.bodycomp | grep -q "23 of 23 match" ||
  fail "the installed plugin does not match its phantom"
VOXTRAIT_PLUGIN_PATH=$WORK/plugin_c/build:$WORK/plugin_cpp/build "$voxtrait" list --plugins |
  grep -c -e "^example.c 1.0" -e "^example.cpp 1.0" | grep -q 2 || fail "VOXTRAIT_PLUGIN_PATH"
