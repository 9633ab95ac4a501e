#pragma once

#include "pyradiomics_glcm_statistics.hpp"

namespace voxtrait::pyradiomics {

/// Square root of the second largest eigenvalue of Q_ij = sum_k p_ik p_jk / (p_i. p_.k), 1 where
/// the ROI has one level. Eigenvalues are never negative but by rounding, which counts as 0.
/// O(cells + levels) for each of some dozen steps.
double maximal_correlation(const PairMatrix& matrix, const std::vector<double>& rows,
                           const std::vector<double>& columns, const Levels& levels);

}  // namespace voxtrait::pyradiomics
