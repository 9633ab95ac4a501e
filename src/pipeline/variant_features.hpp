#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "label_rows.hpp"
#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait {

/// What families may hold on to.
struct Kept {
  Roi roi;
  Outcome<Levels> levels = Failure{};
};

/// Gives the levels of a ROI with these intensities.
using Discretise = std::function<Outcome<Levels>(const Distribution&)>;

/// Computes the features of one image variant, families side by side, and adds them to `rows` in
/// the order of the plan. `left` is the memory that families may take; `kept` takes the levels.
void add_features(const CaseContext& context, const Variant& variant, const Roi& roi,
                  const std::shared_ptr<Kept>& kept, std::uint64_t left,
                  const Discretise& discretised, LabelRows& rows);

}  // namespace voxtrait
