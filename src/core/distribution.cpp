#include "voxtrait/core/distribution.hpp"

#include <hwy/contrib/sort/vqsort.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/kernels/integer_counts.hpp"
#include "voxtrait/core/block.hpp"

namespace voxtrait {

namespace {

/// Whole numbers within half of this of the first intensity are counted instead of sorted. The
/// smaller one is tried first: it fits nearly all images, and its counters the cache.
constexpr std::array<std::int32_t, 2> windows{1 << 16, 1 << 21};

/// Calls `visit(intensities, inside, count)` for the span of each row of [first, last), until it
/// returns false.
template <class Visit>
bool for_each_row(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask,
                  std::span<const Span> rows, std::size_t first, std::size_t last, Visit visit) {
  const Index& size = mask.size();
  RowBuffer buffer;
  for (std::size_t i = first; i < last; ++i) {
    const Span& span = rows[i];
    if (span.begin == span.end) continue;
    const std::int64_t y = static_cast<std::int64_t>(i) % size[1];
    const std::int64_t z = static_cast<std::int64_t>(i) / size[1];
    const double* values = intensity.row(y, z, span, buffer).data();
    if (!visit(values, &mask.at(span.begin, y, z), span.end - span.begin)) return false;
  }
  return true;
}

template <class Visit>
bool for_each_row(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask,
                  std::span<const Span> rows, Visit visit) {
  return for_each_row(intensity, mask, rows, 0, rows.size(), visit);
}

/// Some intensity inside the mask; the first one.
double first_intensity(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask,
                       std::span<const Span> rows) {
  double first = 0.0;
  for_each_row(intensity, mask, rows,
               [&](const double* x, const std::uint8_t* inside, std::int64_t count) {
                 const auto* set = std::find(inside, inside + count, 1);
                 if (set == inside + count) return true;
                 first = x[set - inside];
                 return false;
               });
  return first;
}

/// Counts intensities that are whole numbers of moderate range; false if they are not.
bool count_whole(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask,
                 std::span<const Span> rows, std::int32_t window, const Parallel& parallel,
                 Distribution& result) {
  const double first = first_intensity(intensity, mask, rows);
  if (!std::isfinite(first) || first != std::floor(first)) return false;
  const double base = first - 0.5 * window;
  std::vector<Block<std::uint64_t>> parts(static_cast<std::size_t>(parallel.threads()));
  parallel.for_each(parts.size(), [&](std::size_t part) {
    parts[part] = Block<std::uint64_t>(static_cast<std::size_t>(window) + 2);
    const std::span<std::uint64_t> counts = parts[part].values();
    for_each_row(intensity, mask, rows, rows.size() * part / parts.size(),
                 rows.size() * (part + 1) / parts.size(),
                 [&](const double* x, const std::uint8_t* inside, std::int64_t n) {
                   count_integers(x, inside, n, {base, window, counts.data()});
                   return counts[1] == 0;
                 });
  });
  for (const auto& part : parts) {
    if (part.values()[1] != 0) return false;
  }
  for (std::size_t i = 2; i < static_cast<std::size_t>(window) + 2; ++i) {
    std::uint64_t count = 0;
    for (const auto& part : parts) count += part.values()[i];
    if (count == 0) continue;
    result.bins.push_back({base + static_cast<double>(i - 2), count});
    result.voxels += count;
  }
  return true;
}

void sort_values(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask,
                 std::span<const Span> rows, Distribution& result) {
  std::size_t most = 0;
  for (const Span& row : rows) most += static_cast<std::size_t>(row.end - row.begin);
  std::vector<double> values;
  values.reserve(most);
  for_each_row(intensity, mask, rows,
               [&](const double* x, const std::uint8_t* inside, std::int64_t count) {
                 for (std::int64_t k = 0; k < count; ++k) {
                   if (inside[k] == 0) continue;
                   if (std::isfinite(x[k])) values.push_back(x[k] + 0.0);  // -0 becomes 0
                   if (!std::isfinite(x[k])) ++result.non_finite;
                 }
                 return true;
               });
  result.voxels = values.size();
  hwy::Sorter()(values.data(), values.size(), hwy::SortAscending());
  std::size_t steps = 0;
  for (std::size_t i = 1; i < values.size(); ++i) steps += values[i] != values[i - 1] ? 1 : 0;
  result.bins.reserve(steps + 1);
  for (const double value : values) {
    if (result.bins.empty() || result.bins.back().value != value) {
      result.bins.push_back({value, 0});
    }
    ++result.bins.back().count;
  }
}

}  // namespace

bool Distribution::integers() const noexcept {
  return std::ranges::all_of(bins, [](const Bin& b) { return b.value == std::floor(b.value); });
}

void Distribution::keep_within(double lower, double upper) {
  std::erase_if(bins, [=](const Bin& b) { return b.value < lower || b.value > upper; });
  voxels = 0;
  for (const Bin& bin : bins) voxels += bin.count;
}

Distribution distribution_of(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask,
                             std::span<const Span> rows, const Parallel& parallel) {
  Distribution result;
  for (const std::int32_t window : windows) {
    if (count_whole(intensity, mask, rows, window, parallel, result)) return result;
  }
  sort_values(intensity, mask, rows, result);
  return result;
}

Distribution distribution_of(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask) {
  return distribution_of(intensity, mask, row_spans(mask));
}

}  // namespace voxtrait
