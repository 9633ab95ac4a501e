#pragma once

#include <optional>
#include <string>
#include <vector>

#include "voxtrait/core/label_map.hpp"

namespace voxtrait {

/// A label that was asked for, or the absence of any.
struct Target {
  std::optional<std::int64_t> label;
  std::optional<LabelRegion> region;
  std::string absence;  ///< why there is no region
};

/// The wanted labels of a mask, all of them for an empty list; one pass over the mask.
std::vector<Target> targets_of(const ImageView& mask, const std::vector<std::int64_t>& wanted);

}  // namespace voxtrait
