#pragma once

#include <span>

namespace voxtrait {

/// Excess kurtosis; NaN where all samples are the same. Sums are paired as NumPy pairs them, in the
/// samples' own precision, so that values near the edge of a bin fall on the same side.
double sample_kurtosis(std::span<const double> samples);
double sample_kurtosis(std::span<const float> samples);

}  // namespace voxtrait
