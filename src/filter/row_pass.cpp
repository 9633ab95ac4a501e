#include "row_pass.hpp"

#include <algorithm>

#include "filter/kernels/weighted_rows.hpp"

namespace voxtrait {

RowPass::RowPass(const StepImage& image, const Axis& axis, const Span& known, std::size_t margin,
                 const Span& wanted)
    : kept_(wanted),
      axis_(axis) {
  const AxisChain& chain = image.front().chain;
  if (!chain.empty()) {
    const ChainSpans through = spans_of(chain, axis, wanted);
    every_ = chain.front().every;
    kept_ = through.spans[1];
    axis_ = through.axes[1];
  }
  if (chain.size() > 1) {
    const StepImage later{{0, AxisChain(chain.begin() + 1, chain.end())}};
    margin_ = first_reach({&later, 1});
    rest_.emplace_back(later, axis_, kept_, margin_, wanted);
  }
  first_ = before_decimation(kept_, every_);
  for (const StepTerm& term : image) add(term, known, margin);
}

void RowPass::add(const StepTerm& term, const Span& known, std::size_t margin) {
  const Taps taps = term.chain.empty() ? Taps{1.0} : term.chain.front().taps;
  const auto reach = static_cast<std::size_t>(reach_of(taps));
  const auto begin = static_cast<std::size_t>(first_.begin - known.begin) + margin - reach;
  for (std::size_t k = 0; k < taps.size(); ++k) {
    if (taps[k] == 0.0) continue;
    weights_.push_back(taps[k]);
    taps_.push_back({term.from, begin + taps.size() - 1 - k});
  }
}

void RowPass::run(std::span<const double* const> sources, double* result) {
  if (rest_.empty()) return run_first(sources, result);
  between_.resize(extent(kept_) + 2 * margin_);
  run_first(sources, between_.data() + margin_);
  fill_margins(between_.data(), kept_, margin_, axis_);
  const double* row = between_.data();
  rest_.front().run({&row, 1}, result);
}

void RowPass::run_first(std::span<const double* const> sources, double* result) {
  rows_.clear();
  for (const Tap& tap : taps_) rows_.push_back(sources[tap.from] + tap.place);
  const std::size_t count = extent(first_);
  if (every_ == 1) return weighted_rows(weights_, rows_.data(), count, result);
  all_.resize(count);
  weighted_rows(weights_, rows_.data(), count, all_.data());
  for (std::size_t i = 0; i < count; i += static_cast<std::size_t>(every_)) *result++ = all_[i];
}

std::size_t first_reach(std::span<const StepImage> images) {
  std::int64_t reach = 0;
  for (const StepImage& image : images) {
    for (const StepTerm& term : image) {
      if (!term.chain.empty()) reach = std::max(reach, reach_of(term.chain.front().taps));
    }
  }
  return static_cast<std::size_t>(reach);
}

void fill_margins(double* row, const Span& known, std::size_t margin, const Axis& axis) {
  const auto wide = static_cast<std::int64_t>(margin);
  const auto fill = [&](std::int64_t i) {
    const std::int64_t at = found_at(axis.boundary, i, axis.size);
    const bool there = at >= known.begin && at < known.end;
    row[i - known.begin + wide] = there ? row[at - known.begin + wide] : 0.0;
  };
  for (std::int64_t i = known.begin - wide; i < known.begin; ++i) fill(i);
  for (std::int64_t i = known.end; i < known.end + wide; ++i) fill(i);
}

}  // namespace voxtrait
