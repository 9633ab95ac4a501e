#pragma once

#include "voxtrait/core/roi.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// The closed range of intensities that stay in the intensity mask: the intersection of the range
/// (IBSI USB3) and the outlier limits (7ACA). Mean and (population) standard deviation are those of
/// the ROI before either is applied.
Range resegmentation_range(const Roi& roi, const ResegmentationSettings& settings);

/// Takes voxels outside the range out of the intensity mask; the morphological mask stays. NaN lies
/// outside every range.
void resegment(Roi& roi, const Range& range);

}  // namespace voxtrait
