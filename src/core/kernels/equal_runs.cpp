#include "core/kernels/equal_runs.hpp"

#include <bit>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/equal_runs.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/mask_bits-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
std::int64_t equal_run_of(const T* elements, std::int64_t count) {
  const hn::ScalableTag<T> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const auto first = hn::Set(d, elements[0]);
  std::int64_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const std::uint64_t differ = bits_of(d, hn::Ne(hn::LoadU(d, elements + k), first));
    if (differ != 0) return k + std::countr_zero(differ);
  }
  while (k < count && elements[k] == elements[0]) ++k;
  return k;
}

std::int64_t equal_run_any(const void* elements, std::size_t size, std::int64_t count) {
  switch (size) {
    case 1: return equal_run_of(static_cast<const std::uint8_t*>(elements), count);
    case 2: return equal_run_of(static_cast<const std::uint16_t*>(elements), count);
    case 4: return equal_run_of(static_cast<const std::uint32_t*>(elements), count);
    default: return equal_run_of(static_cast<const std::uint64_t*>(elements), count);
  }
}

#else

std::int64_t equal_run_any(const void* elements, std::size_t size, std::int64_t count) {
  return reference::equal_run(elements, size, count);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(equal_run_any);

std::int64_t equal_run(const void* elements, std::size_t size, std::int64_t count) {
  return VOXTRAIT_DISPATCH(equal_run_any)(elements, size, count);
}

}  // namespace voxtrait

#endif
