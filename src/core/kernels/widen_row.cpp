#include "core/kernels/widen_row.hpp"

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/widen_row.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
HWY_INLINE auto widened(const T* source) {
  const hn::ScalableTag<double> d;
  const auto narrow = hn::LoadU(hn::Rebind<T, decltype(d)>(), source);
  if constexpr (sizeof(T) == 4) {
    return hn::PromoteTo(d, narrow);
  } else {
    return hn::PromoteTo(d, hn::PromoteTo(hn::Rebind<std::int32_t, decltype(d)>(), narrow));
  }
}

template <class T>
void widen(const T* source, std::int64_t count, double* target) {
  const hn::ScalableTag<double> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t k = 0;
  for (; k + lanes <= count; k += lanes) hn::StoreU(widened(source + k), d, target + k);
  reference::widen_row(source + k, count - k, target + k);
}

#else

template <class T>
void widen(const T* source, std::int64_t count, double* target) {
  reference::widen_row(source, count, target);
}

#endif

void widen_i8(const std::int8_t* source, std::int64_t count, double* target) {
  widen(source, count, target);
}
void widen_u8(const std::uint8_t* source, std::int64_t count, double* target) {
  widen(source, count, target);
}
void widen_i16(const std::int16_t* source, std::int64_t count, double* target) {
  widen(source, count, target);
}
void widen_u16(const std::uint16_t* source, std::int64_t count, double* target) {
  widen(source, count, target);
}
void widen_i32(const std::int32_t* source, std::int64_t count, double* target) {
  widen(source, count, target);
}
void widen_f32(const float* source, std::int64_t count, double* target) {
  widen(source, count, target);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(widen_i8);
HWY_EXPORT(widen_u8);
HWY_EXPORT(widen_i16);
HWY_EXPORT(widen_u16);
HWY_EXPORT(widen_i32);
HWY_EXPORT(widen_f32);

void widen_row(const std::int8_t* source, std::int64_t count, double* target) {
  VOXTRAIT_DISPATCH(widen_i8)(source, count, target);
}
void widen_row(const std::uint8_t* source, std::int64_t count, double* target) {
  VOXTRAIT_DISPATCH(widen_u8)(source, count, target);
}
void widen_row(const std::int16_t* source, std::int64_t count, double* target) {
  VOXTRAIT_DISPATCH(widen_i16)(source, count, target);
}
void widen_row(const std::uint16_t* source, std::int64_t count, double* target) {
  VOXTRAIT_DISPATCH(widen_u16)(source, count, target);
}
void widen_row(const std::int32_t* source, std::int64_t count, double* target) {
  VOXTRAIT_DISPATCH(widen_i32)(source, count, target);
}
void widen_row(const float* source, std::int64_t count, double* target) {
  VOXTRAIT_DISPATCH(widen_f32)(source, count, target);
}

}  // namespace voxtrait

#endif
