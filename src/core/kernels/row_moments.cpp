#include "core/kernels/row_moments.hpp"

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/row_moments.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// Eight lanes whatever the vectors: lane k takes voxels k, k + 8, ... on every processor.
RowSums moments_of_row(const double* weights, const std::uint8_t* inside, std::int64_t count,
                       double shift) {
  constexpr std::int64_t lanes = reference::lanes;
  const hn::CappedTag<double, lanes> d;
  const hn::Rebind<std::int32_t, decltype(d)> whole;
  constexpr std::size_t width = hn::MaxLanes(d);
  constexpr std::size_t vectors = lanes / width;
  alignas(64) std::array<double, lanes> sums{};
  alignas(64) std::array<double, lanes> firsts{};
  const std::int64_t batches = count / lanes * lanes;
  for (std::size_t v = 0; v < vectors; ++v) {
    const auto offset = static_cast<std::int64_t>(v * width);
    auto sum = hn::Zero(d);
    auto first = hn::Zero(d);
    auto x = hn::Add(hn::Iota(d, static_cast<double>(offset)), hn::Set(d, shift));
    for (std::int64_t k = 0; k < batches; k += lanes) {
      alignas(64) std::int32_t set[width];
      for (std::size_t i = 0; i < width; ++i)
        set[i] = inside[k + offset + static_cast<std::int64_t>(i)];
      const auto mask = hn::Ne(hn::PromoteTo(d, hn::Load(whole, set)), hn::Zero(d));
      const auto weight = hn::IfThenElseZero(mask, hn::LoadU(d, weights + k + offset));
      sum = hn::Add(sum, weight);
      first = hn::Add(first, hn::Mul(weight, x));
      x = hn::Add(x, hn::Set(d, static_cast<double>(lanes)));
    }
    hn::Store(sum, d, sums.data() + offset);
    hn::Store(first, d, firsts.data() + offset);
  }
  return reference::finished(weights, inside, batches, count, shift, sums, firsts);
}

#else

RowSums moments_of_row(const double* weights, const std::uint8_t* inside, std::int64_t count,
                       double shift) {
  return reference::row_moments(weights, inside, count, shift);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(moments_of_row);

RowSums row_moments(const double* weights, const std::uint8_t* inside, std::int64_t count,
                    double shift) {
  return VOXTRAIT_DISPATCH(moments_of_row)(weights, inside, count, shift);
}

RowSums row_sums(std::span<const double> weights, std::span<const std::uint8_t> inside,
                 std::int64_t shift) noexcept {
  return row_moments(weights.data(), inside.data(), static_cast<std::int64_t>(weights.size()),
                     static_cast<double>(shift));
}

}  // namespace voxtrait

#endif
