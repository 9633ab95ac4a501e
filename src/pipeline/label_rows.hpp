#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "diagnostics.hpp"
#include "roi_extraction.hpp"
#include "voxtrait/preprocess/prepare.hpp"

namespace voxtrait {

/// An image variant, and what its features are computed with.
struct Variant {
  std::string name;
  const Settings& settings;
  const Plan& plan;

  /// The families that take part: those of shape look at the original image alone.
  [[nodiscard]] std::vector<Plan::Entry> entries() const;
};

/// The rows of one label, collected in their order.
class LabelRows {
 public:
  LabelRows(const CaseContext& context, const Target& target)
      : context_(context),
        target_(target) {}

  /// The values of one family, and its details where diagnostics are asked for.
  void add(const Variant& variant, const Plan::Entry& entry,
           std::vector<AggregatedValues> computed);

  /// The failure as the value of every feature of a variant.
  void add_failed(const Variant& variant, const Failure& failure);

  void add_diagnostics(const std::vector<Diagnostic>& list);

  /// Diagnostics of the ROI after a stage, if they are asked for.
  void add_stage(Stage stage, const Roi& roi);

  /// Diagnostics of stages that the ROI did not reach.
  void add_missing_stages(const Failure& failure);

  /// Whoever has diagnostics of its own has no stages.
  void skip_stages() noexcept { stages_reached_ = stages; }

  [[nodiscard]] std::vector<Row> take() { return std::move(rows_); }

 private:
  static constexpr std::size_t stages = 3;

  void add_details(const Family& family, std::vector<Detail> details);

  const CaseContext& context_;
  const Target& target_;
  std::vector<Row> rows_;
  std::size_t stages_reached_ = 0;
};

}  // namespace voxtrait
