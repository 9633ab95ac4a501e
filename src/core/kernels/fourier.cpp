#include "voxtrait/core/fourier.hpp"

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/fourier.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/fourier-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

void transform_columns(const FourierTransform& transform, const Columns& columns,
                       std::size_t count) {
  for (std::size_t c = 0; c < count; c += hn::Lanes(Doubles())) {
    transform_vector(transform, {columns.first + c, columns.step, columns.imaginary});
  }
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(transform_columns);

void FourierTransform::forward(const Columns& columns, std::size_t count) const noexcept {
  VOXTRAIT_DISPATCH(transform_columns)(*this, columns, count);
}

}  // namespace voxtrait

#endif
