#include "texture/kernels/neighbourhoods.hpp"

#include <algorithm>
#include <limits>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "texture/kernels/neighbourhoods.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// Calls `row(first)` for each row of the neighbourhood with its leftmost voxel, from `voxel`.
template <class T, class Row>
HWY_INLINE void for_each_row(const T* voxel, const Index& size, const Neighbourhood& n, Row row) {
  const std::int64_t depth = n.in_slice ? 0 : n.distance;
  for (std::int64_t dz = -depth; dz <= depth; ++dz) {
    for (std::int64_t dy = -n.distance; dy <= n.distance; ++dy) {
      row(voxel + (dz * size[1] + dy) * size[0] - n.distance);
    }
  }
}

/// Neighbourhoods of 8-bit levels with at most this many voxels have sums in 16 bits and counts
/// in 8.
constexpr std::int64_t most_narrow = 254;

using Bytes = hn::ScalableTag<std::uint8_t>;
using Words = hn::Repartition<std::uint16_t, Bytes>;
using ByteVector = hn::Vec<Bytes>;
using WordVector = hn::Vec<Words>;

/// Over the neighbourhoods of a vector of voxels, each voxel itself included.
struct Sums {
  WordVector even;         ///< sums of levels around even voxels
  WordVector odd;          ///< and around odd ones
  ByteVector voxels;       ///< number of voxels
  ByteVector dependences;  ///< number of dependent ones
};

HWY_INLINE void add_neighbour(ByteVector v, ByteVector neighbour, ByteVector coarseness,
                              Sums& sums) {
  const Bytes d;
  const Words w;
  const auto pairs = hn::BitCast(w, neighbour);
  sums.even = hn::Add(sums.even, hn::And(pairs, hn::Set(w, std::uint16_t{0x00FF})));
  sums.odd = hn::Add(sums.odd, hn::ShiftRight<8>(pairs));
  // 1 or 0 by arithmetic: masks would have to be moved between registers on some processors.
  const auto present = hn::Min(neighbour, hn::Set(d, std::uint8_t{1}));
  sums.voxels = hn::Add(sums.voxels, present);
  const auto apart = hn::Or(hn::SaturatedSub(v, neighbour), hn::SaturatedSub(neighbour, v));
  const auto too_far = hn::SaturatedSub(apart, coarseness);
  sums.dependences = hn::Add(sums.dependences, hn::SaturatedSub(present, too_far));
}

template <class V>
HWY_INLINE V distance(V a, V b) {
  return hn::Sub(hn::Max(a, b), hn::Min(a, b));
}

/// Results of a batch, even and odd voxels apart: order does not matter to what is counted.
struct Batch {
  static constexpr std::int64_t voxels = 512;
  HWY_ALIGN std::uint16_t difference[2][voxels / 2 + 64];
  HWY_ALIGN std::uint16_t place[2][voxels / 2 + 64];             ///< (level, voxels)
  HWY_ALIGN std::uint16_t dependence_place[2][voxels / 2 + 64];  ///< (level, dependence)
};

HWY_INLINE void store(ByteVector v, const Sums& sums, std::int64_t columns, std::int64_t at,
                      Batch& batch) {
  const Words w;
  const auto width = hn::Set(w, static_cast<std::uint16_t>(columns));
  const auto low = hn::Set(w, std::uint16_t{0x00FF});
  const auto levels = hn::BitCast(w, v);
  const auto counts = hn::BitCast(w, sums.voxels);
  const auto dependences = hn::BitCast(w, sums.dependences);
  const auto part = [&](int i, auto level, auto n, auto dependence, auto sum) HWY_ATTR {
    const auto row = hn::Mul(level, width);
    hn::Store(distance(hn::Mul(level, n), sum), w, batch.difference[i] + at);
    hn::Store(hn::Add(row, n), w, batch.place[i] + at);
    hn::Store(hn::Add(row, dependence), w, batch.dependence_place[i] + at);
  };
  part(0, hn::And(levels, low), hn::And(counts, low), hn::And(dependences, low), sums.even);
  part(1, hn::ShiftRight<8>(levels), hn::ShiftRight<8>(counts), hn::ShiftRight<8>(dependences),
       sums.odd);
}

/// One vector of voxels. With the voxel itself counted n is one more and the sum has its level
/// more, so |level n - sum| is what it is without.
HWY_INLINE void sum_up(const std::uint8_t* voxels, const Index& size, const Neighbourhood& n,
                       std::uint8_t coarseness, std::int64_t columns, std::int64_t at,
                       Batch& batch) {
  const Bytes d;
  const Words w;
  const ByteVector v = hn::LoadU(d, voxels);
  const ByteVector near = hn::Set(d, coarseness);
  Sums sums{hn::Zero(w), hn::Zero(w), hn::Zero(d), hn::Zero(d)};
  if (n.distance == 1) {  // the usual case, unrolled
    for_each_row(voxels, size, n, [&](const std::uint8_t* row) HWY_ATTR {
      add_neighbour(v, hn::LoadU(d, row), near, sums);
      add_neighbour(v, hn::LoadU(d, row + 1), near, sums);
      add_neighbour(v, hn::LoadU(d, row + 2), near, sums);
    });
  } else {
    for_each_row(voxels, size, n, [&](const std::uint8_t* row) HWY_ATTR {
      for (std::int64_t dx = 0; dx <= 2 * n.distance; ++dx) {
        add_neighbour(v, hn::LoadU(d, row + dx), near, sums);
      }
    });
  }
  store(v, sums, columns, at, batch);
}

/// 8-bit tables in the making. A sum and its number of voxels share a word, which halves the work.
struct NarrowTables {
  static constexpr unsigned count_shift = 44;
  static constexpr std::int64_t most_voxels = 1 << 19;  ///< neither part can overflow
  std::vector<std::uint64_t> differences;
  std::vector<std::uint32_t> dependences;
};

HWY_INLINE void count(const Batch& batch, std::int64_t voxels, NarrowTables& narrow) {
  std::uint64_t* differences = narrow.differences.data();
  std::uint32_t* dependences = narrow.dependences.data();
  constexpr std::uint64_t one = std::uint64_t{1} << NarrowTables::count_shift;
  for (std::int64_t i = 0; i < 2; ++i) {
    const std::int64_t here = (voxels + 1 - i) / 2;
    for (std::int64_t k = 0; k < here; ++k) {
      differences[batch.place[i][k]] += one + batch.difference[i][k];
    }
    for (std::int64_t k = 0; k < here; ++k) ++dependences[batch.dependence_place[i][k]];
  }
}

void flush(NarrowTables& narrow, NeighbourhoodTables& tables) {
  const auto columns = static_cast<std::size_t>(tables.columns);
  constexpr std::uint64_t sum_mask = (std::uint64_t{1} << NarrowTables::count_shift) - 1;
  for (const std::uint32_t level : tables.levels) {
    const std::size_t row = tables.rows[level] * columns;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::size_t from = level * columns + c;
      if (narrow.differences[from] == 0 && narrow.dependences[from] == 0) continue;
      if (c > 0) {  // the voxel itself was counted
        tables.differences[row + c - 1] += narrow.differences[from] & sum_mask;
        tables.voxels[row + c - 1] += narrow.differences[from] >> NarrowTables::count_shift;
      }
      tables.dependences[row + c] += narrow.dependences[from];
    }
  }
  std::ranges::fill(narrow.differences, 0);
  std::ranges::fill(narrow.dependences, 0);
}

void count_narrow(const std::uint8_t* voxels, const Index& size, std::span<const LevelSpan> spans,
                  const Neighbourhood& n, std::uint8_t coarseness, NeighbourhoodTables& tables) {
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(Bytes()));
  const std::size_t cells = tables.rows.size() * static_cast<std::size_t>(tables.columns);
  NarrowTables narrow{std::vector<std::uint64_t>(cells), std::vector<std::uint32_t>(cells)};
  Batch batch;
  std::int64_t pending = 0;
  for (const LevelSpan& span : spans) {
    for (std::int64_t done = 0; done < span.length; done += Batch::voxels) {
      const std::int64_t here = std::min(Batch::voxels, span.length - done);
      const std::uint8_t* first = voxels + span.offset + done;
      for (std::int64_t k = 0; k < here; k += lanes) {
        sum_up(first + k, size, n, coarseness, tables.columns, k / 2, batch);
      }
      count(batch, here, narrow);
      pending += here;
      if (pending < NarrowTables::most_voxels) continue;
      flush(narrow, tables);
      pending = 0;
    }
  }
  flush(narrow, tables);
}

/// Any number of levels and neighbours: everything in 32 bits, the voxel itself included again.
template <class T>
HWY_INLINE void count_wide_vector(const T* voxels, std::int64_t count, const Index& size,
                                  const Neighbourhood& n, std::uint32_t coarseness,
                                  NeighbourhoodTables& tables) {
  const hn::ScalableTag<std::uint32_t> d;
  const hn::Rebind<T, decltype(d)> narrow;
  const auto load = [&](const T* at) HWY_ATTR { return hn::PromoteTo(d, hn::LoadU(narrow, at)); };
  const auto v = load(voxels);
  const auto near = hn::Set(d, coarseness);
  auto sum = hn::Zero(d);
  auto neighbours = hn::Zero(d);
  auto dependence = hn::Zero(d);
  for_each_row(voxels, size, n, [&](const T* row) HWY_ATTR {
    for (std::int64_t dx = 0; dx <= 2 * n.distance; ++dx) {
      const auto neighbour = load(row + dx);
      sum = hn::Add(sum, neighbour);
      const auto present = hn::VecFromMask(d, hn::Ne(neighbour, hn::Zero(d)));
      neighbours = hn::Sub(neighbours, present);
      const auto apart = distance(v, neighbour);
      const auto is_near = hn::VecFromMask(d, hn::Eq(hn::Min(apart, near), apart));
      dependence = hn::Sub(dependence, hn::And(present, is_near));
    }
  });
  HWY_ALIGN std::uint32_t differences[hn::MaxLanes(d)];
  HWY_ALIGN std::uint32_t counts[hn::MaxLanes(d)];
  HWY_ALIGN std::uint32_t dependences[hn::MaxLanes(d)];
  hn::Store(distance(hn::Mul(v, neighbours), sum), d, differences);
  hn::Store(neighbours, d, counts);
  hn::Store(dependence, d, dependences);
  for (std::int64_t k = 0; k < count; ++k) {
    if (voxels[k] == 0) continue;
    const auto row = tables.rows[voxels[k]] * static_cast<std::size_t>(tables.columns);
    tables.differences[row + counts[k] - 1] += differences[k];
    ++tables.voxels[row + counts[k] - 1];
    ++tables.dependences[row + dependences[k]];
  }
}

template <class T>
void count_wide(const T* voxels, const Index& size, std::span<const LevelSpan> spans,
                const Neighbourhood& n, std::uint32_t coarseness, NeighbourhoodTables& tables) {
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(hn::ScalableTag<std::uint32_t>()));
  for (const LevelSpan& span : spans) {
    for (std::int64_t k = 0; k < span.length; k += lanes) {
      count_wide_vector(voxels + span.offset + k, std::min(lanes, span.length - k), size, n,
                        coarseness, tables);
    }
  }
}

/// No two levels differ by more than this.
constexpr std::int64_t most_apart = std::numeric_limits<std::uint16_t>::max();

/// Whether sums of levels over a neighbourhood fit the 32 bits of count_wide.
bool sums_fit(const Neighbourhood& n, const NeighbourhoodTables& tables) {
  const auto highest = static_cast<std::int64_t>(tables.rows.size()) - 1;
  return (n.most() + 1) * highest <= std::numeric_limits<std::uint32_t>::max();
}

void count_neighbourhoods_of(const std::uint8_t* voxels, const Index& size,
                             std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                             std::int64_t coarseness, NeighbourhoodTables& tables) {
  if (neighbourhood.most() > most_narrow) {  // at most 129^3 neighbours, so their sums fit
    const auto near = static_cast<std::uint32_t>(std::min(coarseness, most_apart));
    count_wide(voxels, size, spans, neighbourhood, near, tables);
  } else {
    const auto near = static_cast<std::uint8_t>(std::min<std::int64_t>(coarseness, 255));
    count_narrow(voxels, size, spans, neighbourhood, near, tables);
  }
}

void count_neighbourhoods_of(const std::uint16_t* voxels, const Index& size,
                             std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                             std::int64_t coarseness, NeighbourhoodTables& tables) {
  if (!sums_fit(neighbourhood, tables)) {
    return reference::count_neighbourhoods(voxels, size, spans, neighbourhood, coarseness, tables);
  }
  const auto near = static_cast<std::uint32_t>(std::min(coarseness, most_apart));
  count_wide(voxels, size, spans, neighbourhood, near, tables);
}

#else

template <class T>
void count_neighbourhoods_of(const T* voxels, const Index& size, std::span<const LevelSpan> spans,
                             const Neighbourhood& neighbourhood, std::int64_t coarseness,
                             NeighbourhoodTables& tables) {
  reference::count_neighbourhoods(voxels, size, spans, neighbourhood, coarseness, tables);
}

#endif

void count_neighbourhoods_8(const std::uint8_t* voxels, const Index& size,
                            std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                            std::int64_t coarseness, NeighbourhoodTables& tables) {
  count_neighbourhoods_of(voxels, size, spans, neighbourhood, coarseness, tables);
}

void count_neighbourhoods_16(const std::uint16_t* voxels, const Index& size,
                             std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                             std::int64_t coarseness, NeighbourhoodTables& tables) {
  count_neighbourhoods_of(voxels, size, spans, neighbourhood, coarseness, tables);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(count_neighbourhoods_8);
HWY_EXPORT(count_neighbourhoods_16);

void count_neighbourhoods(const std::uint8_t* voxels, const Index& size,
                          std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                          std::int64_t coarseness, NeighbourhoodTables& tables) {
  VOXTRAIT_DISPATCH(count_neighbourhoods_8)
  (voxels, size, spans, neighbourhood, coarseness, tables);
}

void count_neighbourhoods(const std::uint16_t* voxels, const Index& size,
                          std::span<const LevelSpan> spans, const Neighbourhood& neighbourhood,
                          std::int64_t coarseness, NeighbourhoodTables& tables) {
  VOXTRAIT_DISPATCH(count_neighbourhoods_16)
  (voxels, size, spans, neighbourhood, coarseness, tables);
}

NeighbourhoodTables empty_tables(std::span<const std::uint64_t> histogram,
                                 const Neighbourhood& neighbourhood) {
  NeighbourhoodTables tables;
  tables.columns = neighbourhood.most() + 2;
  tables.rows.assign(histogram.size() + 1, 0);
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    if (histogram[i] == 0) continue;
    tables.rows[i + 1] = static_cast<std::uint32_t>(tables.levels.size());
    tables.levels.push_back(static_cast<std::uint32_t>(i + 1));
  }
  const std::size_t cells = tables.levels.size() * static_cast<std::size_t>(tables.columns);
  tables.differences.assign(cells, 0);
  tables.voxels.assign(cells, 0);
  tables.dependences.assign(cells, 0);
  return tables;
}

std::vector<std::ptrdiff_t> reference::neighbour_steps(const Index& size,
                                                       const Neighbourhood& neighbourhood) {
  const std::int64_t reach = neighbourhood.distance;
  const std::int64_t depth = neighbourhood.in_slice ? 0 : reach;
  std::vector<std::ptrdiff_t> steps;
  for (std::int64_t dz = -depth; dz <= depth; ++dz) {
    for (std::int64_t dy = -reach; dy <= reach; ++dy) {
      for (std::int64_t dx = -reach; dx <= reach; ++dx) {
        if (dx != 0 || dy != 0 || dz != 0) steps.push_back((dz * size[1] + dy) * size[0] + dx);
      }
    }
  }
  return steps;
}

}  // namespace voxtrait

#endif
