#pragma once

#include <memory>
#include <span>
#include <vector>

#include "voxtrait/features/context.hpp"
#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"
#include "voxtrait/texture/neighbourhood.hpp"

namespace voxtrait {

// The matrices whose features are averaged for an aggregation, by the settings of their family;
// one matrix where the aggregation merges all. Matrices may be empty.
std::vector<CoOccurrence> glcm_matrices(const Context& context, Aggregation aggregation);
std::vector<LevelSizeMatrix> glrlm_matrices(const Context& context, Aggregation aggregation);
std::vector<LevelSizeMatrix> glszm_matrices(const Context& context, Aggregation aggregation);
std::vector<LevelSizeMatrix> gldzm_matrices(const Context& context, Aggregation aggregation);
std::vector<ToneDifference> ngtdm_matrices(const Context& context, Aggregation aggregation);
std::vector<LevelSizeMatrix> ngldm_matrices(const Context& context, Aggregation aggregation);

/// Which results of `FamilyInfo::shares` each kind of matrix belongs to.
namespace shared_result {
inline constexpr std::string_view co_occurrences = "co_occurrences";
inline constexpr std::string_view run_lengths = "run_lengths";
inline constexpr std::string_view equal_pairs = "equal_pairs";  ///< GLCM before GLRLM
inline constexpr std::string_view zones = "zones";
inline constexpr std::string_view neighbourhoods = "neighbourhoods";
}  // namespace shared_result

template <class Matrix>
class DirectionalMatrices;

/// GLCM and GLRLM of one ROI for several families: each is made once, for all aggregations that any
/// of them wants, and kept until the ROI is done.
///
/// Not safe to ask for the same kind from several threads: families that share run one after the
/// other.
class SharedDirections {
 public:
  SharedDirections(std::vector<Aggregation> glcm, std::vector<Aggregation> glrlm);
  ~SharedDirections();
  SharedDirections(const SharedDirections&) = delete;
  SharedDirections& operator=(const SharedDirections&) = delete;

  [[nodiscard]] const DirectionalMatrices<CoOccurrence>&
  co_occurrences(const Context& context) const;
  [[nodiscard]] const DirectionalMatrices<LevelSizeMatrix>&
  run_lengths(const Context& context) const;

 private:
  std::vector<Aggregation> glcm_;
  std::vector<Aggregation> glrlm_;
  mutable std::unique_ptr<DirectionalMatrices<CoOccurrence>> co_occurrences_;
  mutable std::unique_ptr<DirectionalMatrices<LevelSizeMatrix>> run_lengths_;
};

}  // namespace voxtrait
