#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/registry/texture_matrix.hpp"
#include "voxtrait/texture/co_occurrence.hpp"

namespace voxtrait::pyradiomics {

/// A GLCM that need not be symmetric, without zeros.
struct PairMatrix {
  struct Cell {
    std::uint32_t i;  ///< level of the voxel, 1-based
    std::uint32_t j;  ///< level of its neighbour
    double count;
  };
  std::vector<Cell> cells;
  double total = 0.0;

  [[nodiscard]] bool empty() const noexcept { return !(total > 0.0); }
};

std::vector<TextureMatrix::Element> elements_of(const PairMatrix& matrix);

/// Both triangles of a symmetric GLCM.
PairMatrix both_triangles(const CoOccurrence& matrix);

/// The GLCM of one direction in which the order within a pair counts. O(voxels log voxels).
PairMatrix ordered_pairs(const Levels& levels, const Direction& direction);

/// Sum of matrices, each times its weight.
PairMatrix weighted_sum(const std::vector<PairMatrix>& matrices,
                        const std::vector<double>& weights);

/// What the features of one GLCM follow from.
struct PairStatistics {
  double levels = 0.0;  ///< the highest level of the ROI
  double mean_i = 0.0;
  double mean_j = 0.0;
  double variance_i = 0.0;
  double variance_j = 0.0;
  double covariance = 0.0;
  double autocorrelation = 0.0;
  double energy = 0.0;
  double entropy = 0.0;
  double maximum = 0.0;
  double cluster_prominence = 0.0;
  double cluster_shade = 0.0;
  double cluster_tendency = 0.0;
  double contrast = 0.0;
  double difference_average = 0.0;
  double difference_entropy = 0.0;
  double difference_variance = 0.0;
  double id = 0.0;
  double idn = 0.0;
  double idm = 0.0;
  double idmn = 0.0;
  double inverse_variance = 0.0;
  double sum_average = 0.0;
  double sum_entropy = 0.0;
  double entropy_i = 0.0;
  double entropy_j = 0.0;
  double cross_entropy = 0.0;        ///< HXY1
  double independent_entropy = 0.0;  ///< HXY2
  double maximal_correlation = 0.0;  ///< MCC
};

/// Statistics of a matrix that is not empty; `present` are the levels that occur in the ROI.
/// O(cells + levels^2).
PairStatistics pair_statistics(const PairMatrix& matrix, const Levels& levels);

}  // namespace voxtrait::pyradiomics
