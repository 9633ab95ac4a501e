#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/registry/registry.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// What will be computed, known from settings and registry before any voxel is read.
///
/// The registry must outlive the plan.
struct Plan {
  struct Entry {
    const Family* family;
    std::vector<Aggregation> aggregations;
    std::vector<std::size_t> features;  ///< places in the family's list of those not left out
  };
  std::vector<Entry> entries;
  std::vector<const Filter*> filters;  ///< of the image variants beside the original
  bool original = true;                ///< features other than shape of the original image
  std::size_t images = 0;              ///< of PyRadiomics' image types
  double margin_mm = 0.0;              ///< of image that is kept around a ROI
  bool needs_levels = false;
  std::int64_t border = 1;  ///< of padding around the levels, in voxels

  /// Number of values for each ROI.
  [[nodiscard]] std::size_t value_count() const noexcept;
};

/// The one aggregation that a family of the profile `pyradiomics` has for its settings: slices
/// count for themselves only as far as neighbours go, and weights merge directions.
Aggregation pyradiomics_aggregation(const PyradiomicsSettings& settings, const Family& family);

/// The plan for settings that are consistent.
Plan make_plan(const Settings& settings, const Registry& registry);

}  // namespace voxtrait
