#pragma once

#include <cstdint>

namespace voxtrait {

/// Converts `count` voxels that lie `step` apart; the usual steps have loops of their own, which
/// become vector code.
template <class T, class Out, class Convert>
void convert_row(const T* source, std::int64_t step, std::int64_t count, Out* target,
                 Convert convert) {
  if (step == 1) {
    for (std::int64_t k = 0; k < count; ++k) target[k] = convert(source[k]);
  } else if (step == -1) {
    for (std::int64_t k = 0; k < count; ++k) target[k] = convert(source[-k]);
  } else {
    for (std::int64_t k = 0; k < count; ++k) target[k] = convert(source[k * step]);
  }
}

}  // namespace voxtrait
