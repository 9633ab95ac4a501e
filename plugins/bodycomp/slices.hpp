#pragma once

#include <cstdint>
#include <vector>

#include <voxtrait/plugin.hpp>

#include "options.hpp"

namespace bodycomp {

/// Consecutive slices, half open.
struct SliceRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  /// The lower one of two.
  [[nodiscard]] std::int64_t middle() const noexcept { return begin + (end - begin - 1) / 2; }
};

/// The slices that are looked at; throws where none of the labels is in the mask.
SliceRange range_of(const voxtrait::plugin::Inputs& inputs, const Options& options);

/// Whether any of the labels is in the mask.
bool occurs(const voxtrait_scene& scene, const Options::Labels& labels);

/// The amounts of each slice of the range.
std::vector<Amounts> amounts_of(const voxtrait::plugin::Inputs& inputs, const Options& options,
                                const SliceRange& range);

}  // namespace bodycomp
