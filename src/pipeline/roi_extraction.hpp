#pragma once

#include <cstdint>
#include <vector>

#include "diagnostics.hpp"
#include "target.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace voxtrait {

/// What the extractions of all labels of a case share.
struct CaseContext {
  const Extractor& extractor;
  const ImageView& image;
  const ImageView& mask;
  const Request& request;
  const Parallel& parallel;
  std::uint64_t memory;          ///< bytes that a label may take beside image and mask
  const Scene* scene = nullptr;  ///< where a family looks at it
};

/// All rows of one label, in the order of the plan; whatever goes wrong becomes their status.
std::vector<Row> extract_label(const CaseContext& context, const Target& target);

/// Why a ROI with NaN or Inf has no values.
Failure non_finite_voxels(std::uint64_t count);

/// Diagnostic values as rows.
std::vector<Row> diagnostic_rows(const std::vector<Diagnostic>& diagnostics,
                                 const std::optional<std::int64_t>& label, const Request& request);

}  // namespace voxtrait
