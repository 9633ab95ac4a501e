#pragma once

#include "voxtrait/core/roi.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// The closed range of intensities that stay in the intensity mask: the intersection of the range
/// (IBSI USB3) and the outlier limits (7ACA). Mean and (population) standard deviation are those of
/// `before`, the intensities of the ROI before either is applied.
Range resegmentation_range(const Distribution& before, const ResegmentationSettings& settings);

/// Takes voxels outside the range out of the intensity mask and the distribution of intensities;
/// the morphological mask stays. NaN lies outside every range.
void resegment(Roi& roi, const Range& range);

}  // namespace voxtrait
