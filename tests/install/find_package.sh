#!/usr/bin/env bash
# Installs the build, then builds and runs a project that knows the installation alone.
#   find_package.sh SOURCE BUILD
source "$(dirname "${BASH_SOURCE[0]}")/consumer.sh"

prefix=$WORK/prefix
quietly "$CMAKE" --install "$BUILD" --prefix "$prefix" --component development

# What may not be used commercially stays behind.
find "$prefix" | grep -i -e ct_phantom && fail "the CT phantom was installed"
[[ -f $prefix/share/voxtrait/ibsi/digital_phantom/image.nii.gz ]] || fail "no digital phantom"
"$prefix/bin/voxtrait" verify >"$WORK/verify" || fail "verify: $(cat "$WORK/verify")"
grep -q "image not installed" "$WORK/verify" || fail "verify ran on other data than the installed"

# The installation may move to another machine.
grep -r -F -e "$SOURCE" -e "$BUILD" "$prefix/lib"*/cmake && fail "the package names the build"
mv "$prefix" "$WORK/moved"
prefix=$WORK/moved

cp -r "$SOURCE/examples/cpp_pipeline" "$WORK/pipeline"
quietly "$CMAKE" -S "$WORK/pipeline" -B "$WORK/pipeline/build" -D CMAKE_PREFIX_PATH="$prefix" \
  -D CMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"
quietly "$CMAKE" --build "$WORK/pipeline/build"

# Mean and joint entropy (3D, merged) are IBSI's reference values; 2.5 is the mean of 1, 2, 3, 4.
phantom=$SOURCE/data/ibsi/digital_phantom
expect pipeline "$WORK/pipeline/build/pipeline" "$phantom/image.nii.gz" "$phantom/mask.nii.gz" <<'END'
mean: 2.15
joint_entropy: 2.57
from memory:
mean: 2.5
END
quietly "$WORK/pipeline/build/pipeline"
"$WORK/pipeline/build/pipeline" "$WORK/none.nii" "$WORK/none.nii" 2>/dev/null &&
  fail "the pipeline did not notice that its image is missing"

# A project that has found ITK with components of its own keeps them.
quietly "$CMAKE" -S "$SOURCE/tests/install/itk_first" -B "$WORK/itk_first" \
  -D CMAKE_PREFIX_PATH="$prefix"
