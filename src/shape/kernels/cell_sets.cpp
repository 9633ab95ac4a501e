#include "shape/kernels/cell_sets.hpp"

#include <bit>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shape/kernels/cell_sets.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/mask_bits-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::ScalableTag<std::uint8_t>;
using Vector = hn::Vec<Bytes>;

/// Two corners in bits 0 and 1.
HWY_INLINE Vector pair_of(const std::uint8_t* row) {
  const Bytes d;
  const auto next = hn::LoadU(d, row + 1);
  return hn::Or(hn::LoadU(d, row), hn::Add(next, next));
}

template <int bits>
HWY_INLINE Vector shifted(Vector v) {
  // Nothing crosses bytes: what is shifted is small enough.
  const hn::Repartition<std::uint16_t, Bytes> words;
  return hn::BitCast(Bytes(), hn::ShiftLeft<bits>(hn::BitCast(words, v)));
}

/// Cells inside and outside are many and counted by the vector, those at the border one by one.
void count_sets(const RowQuad& rows, std::int64_t count, CellCounts& counts) {
  const Bytes d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  HWY_ALIGN std::uint8_t sets[hn::MaxLanes(d)];
  for (std::int64_t x = 0; x < count; x += lanes) {
    const auto low = hn::Or(pair_of(rows[0] + x), shifted<2>(pair_of(rows[1] + x)));
    const auto high = hn::Or(pair_of(rows[2] + x), shifted<2>(pair_of(rows[3] + x)));
    const auto set = hn::Or(low, shifted<4>(high));
    const std::int64_t here = count - x;
    const std::uint64_t inside =
        lowest(bits_of(d, hn::Eq(set, hn::Set(d, std::uint8_t{255}))), here);
    const std::uint64_t outside = lowest(bits_of(d, hn::Eq(set, hn::Zero(d))), here);
    counts[255] += static_cast<std::uint64_t>(std::popcount(inside));
    counts[0] += static_cast<std::uint64_t>(std::popcount(outside));
    const std::uint64_t all = lanes >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << lanes) - 1;
    std::uint64_t border = lowest(all, here) & ~(inside | outside);
    if (border == 0) continue;
    hn::Store(set, d, sets);
    for (; border != 0; border &= border - 1) ++counts[sets[std::countr_zero(border)]];
  }
}

#else

void count_sets(const RowQuad& rows, std::int64_t count, CellCounts& counts) {
  reference::count_cell_sets(rows, count, counts);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(count_sets);

void count_cell_sets(const RowQuad& rows, std::int64_t count, CellCounts& counts) {
  VOXTRAIT_DISPATCH(count_sets)(rows, count, counts);
}

}  // namespace voxtrait

#endif
