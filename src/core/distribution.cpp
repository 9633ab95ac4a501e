#include "voxtrait/core/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace voxtrait {

namespace {

/// Ranges up to this many integers are counted in an array instead of being sorted.
constexpr double countable_range = 1 << 20;

struct Extent {
  double minimum = HUGE_VAL;
  double maximum = -HUGE_VAL;
  bool integers = true;
};

template <class Function>
void for_each_inside(const Volume<double>& intensity, const Volume<std::uint8_t>& mask,
                     Function&& function) {
  const auto values = intensity.values();
  const auto inside = mask.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (inside[i] != 0) function(values[i]);
  }
}

void count_integers(const Volume<double>& intensity, const Volume<std::uint8_t>& mask,
                    const Extent& extent, Distribution& result) {
  std::vector<std::uint64_t> counts(static_cast<std::size_t>(extent.maximum - extent.minimum) + 1,
                                    0);
  for_each_inside(intensity, mask, [&](double x) {
    if (std::isfinite(x)) ++counts[static_cast<std::size_t>(x - extent.minimum)];
  });
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0) {
      result.bins.push_back({extent.minimum + static_cast<double>(i), counts[i]});
    }
  }
}

void sort_values(const Volume<double>& intensity, const Volume<std::uint8_t>& mask,
                 Distribution& result) {
  std::vector<double> values;
  values.reserve(result.voxels);
  for_each_inside(intensity, mask, [&](double x) {
    if (std::isfinite(x)) values.push_back(x + 0.0);  // -0 becomes 0
  });
  std::ranges::sort(values);
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

Distribution distribution_of(const Volume<double>& intensity, const Volume<std::uint8_t>& mask) {
  Distribution result;
  Extent extent;
  for_each_inside(intensity, mask, [&](double x) {
    if (!std::isfinite(x)) {
      ++result.non_finite;
      return;
    }
    ++result.voxels;
    extent.minimum = std::min(extent.minimum, x);
    extent.maximum = std::max(extent.maximum, x);
    extent.integers = extent.integers && x == std::floor(x);
  });
  if (result.voxels == 0) return result;
  if (extent.integers && extent.maximum - extent.minimum < countable_range) {
    count_integers(intensity, mask, extent, result);
  } else {
    sort_values(intensity, mask, result);
  }
  return result;
}

}  // namespace voxtrait
