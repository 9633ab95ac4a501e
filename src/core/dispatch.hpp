#pragma once

#include <hwy/targets.h>

namespace voxtrait {

/// The instruction set that kernels are dispatched to; the index of its code in their tables.
const hwy::ChosenTarget& chosen_simd_target();

}  // namespace voxtrait

/// The code of an exported kernel for the instruction set in use. Highway's own dispatch would
/// share its choice with everything else in the process that uses Highway.
#define VOXTRAIT_DISPATCH(kernel)                                                                  \
  (*(HWY_DISPATCH_TABLE(kernel)[::voxtrait::chosen_simd_target().GetIndex()]))
