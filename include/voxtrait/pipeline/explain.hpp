#pragma once

#include <string>
#include <vector>

#include "voxtrait/pipeline/extractor.hpp"

namespace voxtrait {

/// Which steps make the values of two settings differ.
///
/// Steps are switched from the first settings to the second one after the other, in the order in
/// which they act; a feature's changes add up to its whole difference.
struct Explanation {
  struct Feature {
    std::optional<std::int64_t> label;
    FeatureId id;
    Value first;
    Value second;
    std::vector<Value> changes;  ///< by step; no number where a value before or after has none

    /// Whether any step changes the value or its status.
    [[nodiscard]] bool differs() const noexcept;
  };
  std::vector<std::string> steps;  ///< JSON pointers of the settings that differ, by step
  std::vector<Feature> features;   ///< those that both settings compute
  std::size_t only_first = 0;      ///< values that only the first settings give
  std::size_t only_second = 0;
};

/// Explains the differences on one case; takes one extraction more than there are steps.
Explanation explain(const ImageView& image, const ImageView& mask, const Settings& first,
                    const Settings& second, const Request& request = {},
                    const Registry& registry = builtin_registry());

}  // namespace voxtrait
