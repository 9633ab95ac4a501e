#pragma once

#include <vector>

#include "target.hpp"
#include "voxtrait/core/box.hpp"
#include "voxtrait/pipeline/plan.hpp"
#include "voxtrait/registry/filter.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// What a filter reads for the ROI's block, a box on the prepared grid; all of it if the filter, a
/// plugin's, fails to say: it fails again when it is applied, where that becomes a status.
Box read_by(const Filter& filter, const FilterValues& values, const Box& block, const Index& grid,
            const Vector& spacing);

/// The voxels of an image, a box in stored axes, that the features of these labels in the profile
/// `ibsi` depend on; empty if no label has a region.
Box needed_part(const Geometry& image, const std::vector<Target>& targets, const Settings& settings,
                const Plan& plan);

}  // namespace voxtrait
