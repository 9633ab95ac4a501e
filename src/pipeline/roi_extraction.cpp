#include "roi_extraction.hpp"

#include <string>

#include "ibsi_extraction.hpp"
#include "label_rows.hpp"
#include "pyradiomics_extraction.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/pipeline/memory.hpp"

namespace voxtrait {

namespace {

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes >> 20U) + 1) + " MB"; }

Failure too_little_memory(std::uint64_t needed, std::uint64_t left) {
  return {Status::failed, "the ROI needs up to " + megabytes(needed) +
                              " of memory beside image and mask; the limit leaves " +
                              megabytes(left)};
}

void extract(const CaseContext& context, const Target& target, LabelRows& rows) {
  const Settings& settings = context.extractor.settings();
  const bool pyradiomics = settings.profile == Profile::pyradiomics;
  const auto fail = [&](const Failure& failure) {
    (pyradiomics ? fail_pyradiomics : fail_ibsi)(context, failure, rows);
  };
  if (!target.region) return fail({Status::empty_roi, target.absence});
  const MemoryEstimate needed = estimate_memory(context.image.geometry, context.mask.geometry,
                                                *target.region, settings, context.extractor.plan());
  const std::uint64_t peak = needed.peak_without_autocorrelation();
  if (peak > context.memory) return fail(too_little_memory(peak, context.memory));
  const bool limited = context.memory != Context::unlimited;
  const std::uint64_t left = limited ? context.memory - needed.features : Context::unlimited;
  (pyradiomics ? extract_pyradiomics : extract_ibsi)(context, target, left, rows);
}

}  // namespace

Failure non_finite_voxels(std::uint64_t count) {
  return {Status::failed, std::to_string(count) +
                              " voxels of the ROI are NaN or Inf; repair the image, correct the "
                              "mask or exclude them with resegmentation.range"};
}

std::vector<Row> extract_label(const CaseContext& context, const Target& target) {
  LabelRows rows(context, target);
  extract(context, target, rows);
  return rows.take();
}

std::vector<Row> diagnostic_rows(const std::vector<Diagnostic>& diagnostics,
                                 const std::optional<std::int64_t>& label, const Request& request) {
  std::vector<Row> rows;
  for (const Diagnostic& d : diagnostics) {
    FeatureId id;
    id.family = d.family;
    id.feature = d.tag;
    rows.push_back({request.case_name, label, std::move(id), d.unit, d.value});
  }
  return rows;
}

}  // namespace voxtrait
