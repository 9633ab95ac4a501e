#pragma once

#include <vector>

#include "voxtrait/features/matrices.hpp"
#include "voxtrait/plugin.h"

namespace voxtrait {

/// The matrices of one kind for an aggregation, as a plugin sees them; they point into their owner.
class PluginMatrices {
 public:
  /// `kind` is a single bit such as VOXTRAIT_INPUT_GLCM. whole_roi gives the merged matrix of the
  /// volume.
  PluginMatrices(const Context& context, std::uint32_t kind, Aggregation aggregation);
  PluginMatrices(const PluginMatrices&) = delete;
  PluginMatrices& operator=(const PluginMatrices&) = delete;

  [[nodiscard]] const std::vector<voxtrait_matrix>& tables() const noexcept { return tables_; }

 private:
  void look_at(const CoOccurrence& matrix);
  void look_at(const LevelSizeMatrix& matrix);
  void look_at(const ToneDifference& matrix);
  template <class Matrix>
  void look_at_all(std::vector<Matrix>& owned, std::vector<Matrix> matrices);

  std::uint32_t kind_;
  std::int64_t levels_;
  std::vector<CoOccurrence> pairs_;
  std::vector<LevelSizeMatrix> cells_;
  std::vector<ToneDifference> tones_;
  std::vector<voxtrait_matrix> tables_;
};

/// Whether a matrix has no element.
bool is_empty(const voxtrait_matrix& matrix) noexcept;

}  // namespace voxtrait
