#include "texture/kernels/pair_counts.hpp"

#include <algorithm>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "texture/kernels/pair_counts.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// A batch of indices stays in the first-level cache between the two steps of the work: vectors
/// compute where pairs are counted, then plain code counts, which no vector unit can do.
constexpr std::int64_t batch = 512;

/// The wider type holds every index of a table: T is 8 bits and width at most 256, or 16 and 65536.
template <class T, class Index>
void write_indices(const T* HWY_RESTRICT first, std::ptrdiff_t step, std::int64_t count,
                   std::uint32_t width, Index* HWY_RESTRICT indices) {
  const hn::ScalableTag<Index> d;
  const hn::Rebind<T, decltype(d)> narrow;
  const auto widths = hn::Set(d, static_cast<Index>(width));
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  for (std::int64_t k = 0; k < count; k += lanes) {
    const auto a = hn::PromoteTo(d, hn::LoadU(narrow, first + k));
    const auto b = hn::PromoteTo(d, hn::LoadU(narrow, first + k + step));
    hn::StoreU(hn::Add(hn::Mul(a, widths), b), d, indices + k);
  }
}

template <class Index>
void count_indices(const Index* indices, std::int64_t count, const PairTables& tables) {
  const auto [t0, t1, t2, t3] = tables.tables;
  const std::int64_t rest = count % 8;
  for (std::int64_t k = 0; k < count - rest; k += 8) {
    ++t0[indices[k]];
    ++t1[indices[k + 1]];
    ++t2[indices[k + 2]];
    ++t3[indices[k + 3]];
    ++t0[indices[k + 4]];
    ++t1[indices[k + 5]];
    ++t2[indices[k + 6]];
    ++t3[indices[k + 7]];
  }
  indices += count - rest;
  for (std::int64_t k = 0; k < rest; ++k) ++t0[indices[k]];
}

/// Short spans share a batch, as each end of a loop costs as much as several pairs.
template <class T, class Index>
void count_pairs_of(const T* voxels, std::span<const LevelSpan> spans, std::ptrdiff_t step,
                    const PairTables& tables) {
  constexpr std::int64_t overrun = 64;
  HWY_ALIGN Index indices[batch + overrun];
  std::int64_t filled = 0;
  for (const LevelSpan& span : spans) {
    for (std::int64_t done = 0; done < span.length;) {
      const std::int64_t count = std::min(batch - filled, span.length - done);
      write_indices(voxels + span.offset + done, step, count, tables.width, indices + filled);
      done += count;
      filled += count;
      if (filled < batch) continue;
      count_indices(indices, batch, tables);
      filled = 0;
    }
  }
  count_indices(indices, filled, tables);
}

#else

template <class T, class Index>
void count_pairs_of(const T* voxels, std::span<const LevelSpan> spans, std::ptrdiff_t step,
                    const PairTables& tables) {
  reference::count_pairs(voxels, spans, step, tables);
}

#endif

void count_pairs_8(const std::uint8_t* voxels, std::span<const LevelSpan> spans,
                   std::ptrdiff_t step, const PairTables& tables) {
  count_pairs_of<std::uint8_t, std::uint16_t>(voxels, spans, step, tables);
}

void count_pairs_16(const std::uint16_t* voxels, std::span<const LevelSpan> spans,
                    std::ptrdiff_t step, const PairTables& tables) {
  count_pairs_of<std::uint16_t, std::uint32_t>(voxels, spans, step, tables);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(count_pairs_8);
HWY_EXPORT(count_pairs_16);

void count_pairs(const std::uint8_t* voxels, std::span<const LevelSpan> spans, std::ptrdiff_t step,
                 const PairTables& tables) noexcept {
  VOXTRAIT_DISPATCH(count_pairs_8)(voxels, spans, step, tables);
}

void count_pairs(const std::uint16_t* voxels, std::span<const LevelSpan> spans, std::ptrdiff_t step,
                 const PairTables& tables) noexcept {
  VOXTRAIT_DISPATCH(count_pairs_16)(voxels, spans, step, tables);
}

}  // namespace voxtrait

#endif
