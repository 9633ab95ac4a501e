#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include "voxtrait/features/context.hpp"
#include "voxtrait/registry/family.hpp"

namespace voxtrait::test {

using ValuesById = std::map<std::string, Value, std::less<>>;

/// The values of a family for one ROI and aggregation, by feature id.
inline ValuesById values_of(const Family& family, const Roi& roi, const Settings& settings = {},
                            Aggregation aggregation = Aggregation::whole_roi, int threads = 1) {
  const Parallel parallel(threads);
  const Distribution intensities = distribution_of(roi.intensity, roi.intensity_mask);
  const std::int64_t border =
      std::max({settings.glcm.distance, settings.ngtdm.distance, settings.ngldm.distance});
  const Outcome<Levels> levels =
      discretise(roi, intensities, settings.discretisation, settings.resegmentation.range, border);
  if (family.info.discretised == Discretised::texture && !levels.ok()) {
    throw std::logic_error("the ROI of the test has no levels: " + levels.failure().reason);
  }
  std::optional<SharedMatrices> matrices;
  if (levels.ok()) matrices.emplace(levels.value(), roi, parallel);
  const Context context{roi,
                        settings,
                        intensities,
                        levels.ok() ? &levels.value() : nullptr,
                        levels.ok() ? &*matrices : nullptr,
                        parallel};
  const auto computed = family.compute(context, std::span(&aggregation, 1));
  ValuesById values;
  for (std::size_t i = 0; i < family.features.size(); ++i) {
    values.emplace(family.features[i].id, computed.at(0).values.at(i));
  }
  return values;
}

}  // namespace voxtrait::test
