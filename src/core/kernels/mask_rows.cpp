#include "core/kernels/mask_rows.hpp"

#include <bit>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/mask_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/mask_bits-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// Bits change where runs begin and end, by turns.
void find_runs(const std::uint8_t* row, std::int64_t count, std::int64_t shift, std::int64_t gap,
               std::vector<Span>& runs) {
  const hn::ScalableTag<std::uint8_t> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const std::size_t first = runs.size();
  std::uint64_t inside = 0;  // 1 while a run goes on
  std::int64_t begin = 0;
  for (std::int64_t k = 0; k < count; k += lanes) {
    const auto set = hn::Ne(hn::LoadU(d, row + k), hn::Zero(d));
    const std::uint64_t bits = lowest(bits_of(d, set), count - k);
    std::uint64_t changes = bits ^ (bits << 1U | inside);
    if (lanes < 64) changes &= (std::uint64_t{1} << lanes) - 1;
    for (; changes != 0; changes &= changes - 1) {
      const std::int64_t at = k + std::countr_zero(changes);
      if (inside == 0) begin = at;
      if (inside != 0) reference::append_run({begin + shift, at + shift}, gap, first, runs);
      inside ^= 1U;
    }
  }
  if (inside != 0) reference::append_run({begin + shift, count + shift}, gap, first, runs);
}

#else

void find_runs(const std::uint8_t* row, std::int64_t count, std::int64_t shift, std::int64_t gap,
               std::vector<Span>& runs) {
  reference::append_runs(row, count, shift, gap, runs);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(find_runs);

void append_runs(const std::uint8_t* row, std::int64_t count, std::int64_t shift, std::int64_t gap,
                 std::vector<Span>& runs) {
  VOXTRAIT_DISPATCH(find_runs)(row, count, shift, gap, runs);
}

}  // namespace voxtrait

#endif
