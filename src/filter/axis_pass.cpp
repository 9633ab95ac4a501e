#include "axis_pass.hpp"

#include <algorithm>

#include "filter/kernels/sliding_rows.hpp"

namespace voxtrait {

namespace {

const AxisKernel& identity() {
  static const AxisKernel kernel{{1.0}};
  return kernel;
}

}  // namespace

ChainSpans spans_of(const AxisChain& chain, const Axis& axis, const Span& wanted) {
  ChainSpans result{{wanted}, {axis}};
  for (const AxisKernel& kernel : chain) {
    const Axis& last = result.axes.back();
    result.axes.push_back({decimated(last.size, kernel.every), last.boundary});
  }
  for (std::size_t i = chain.size(); i-- > 0;) {
    const Span all = before_decimation(result.spans.back(), chain[i].every);
    const std::int64_t reach = reach_of(chain[i].taps);
    result.spans.push_back(needed_span(axis.boundary, all, reach, result.axes[i].size));
  }
  std::ranges::reverse(result.spans);
  return result;
}

Span needed_span(const StepImage& image, const Axis& axis, const Span& wanted) {
  Span needed = spans_of(image.front().chain, axis, wanted).spans.front();
  for (const StepTerm& term : image) {
    needed = joined(needed, spans_of(term.chain, axis, wanted).spans.front());
  }
  return needed;
}

void AxisPass::run(const StepImage& image, std::span<const Rows> sources, const Span& wanted,
                   double* result, std::size_t step) {
  if (image.size() == 1) {
    return run_chain(image.front().chain, sources[image.front().from], wanted, result, step);
  }
  for (const StepTerm& term : image) {
    add(sources[term.from], term.chain.empty() ? identity() : term.chain.front(), axis_, wanted);
  }
  finish(wanted, result, step);
}

void AxisPass::run_chain(const AxisChain& chain, Rows rows, const Span& wanted, double* result,
                         std::size_t step) {
  if (chain.empty()) return copy(rows, wanted, result, step);
  const auto [spans, axes] = spans_of(chain, axis_, wanted);
  for (std::size_t i = 0; i < chain.size(); ++i) {
    add(rows, chain[i], axes[i], spans[i + 1]);
    if (i + 1 == chain.size()) return finish(wanted, result, step);
    std::vector<double>& buffer = between_[i % 2];
    rows = {nullptr, row_step(width_), spans[i + 1]};
    buffer.resize(extent(rows.span) * rows.step);
    rows.first = buffer.data();
    finish(rows.span, buffer.data(), rows.step);
  }
}

void AxisPass::copy(const Rows& rows, const Span& wanted, double* result, std::size_t step) const {
  for (std::int64_t i = wanted.begin; i < wanted.end; ++i, result += step) {
    std::copy_n(rows.at(i), width_, result);
  }
}

/// result(i) = sum over k of taps[k] rows(every i + reach - k); zeros among the taps are left out.
/// Places with the same remainder of `every` lie beside each other in the list of rows.
void AxisPass::add(const Rows& rows, const AxisKernel& kernel, const Axis& axis,
                   const Span& wanted) {
  const Taps& taps = kernel.taps;
  const std::int64_t first = wanted.begin * kernel.every - reach_of(taps);
  const auto every = static_cast<std::size_t>(kernel.every);
  const std::size_t count = extent(wanted) + (taps.size() + every - 1) / every;
  const std::size_t begin = rows_.size();
  for (std::size_t remainder = 0; remainder < every; ++remainder) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto place = static_cast<std::int64_t>(i * every + remainder);
      const std::int64_t at = found_at(axis.boundary, first + place, axis.size);
      const bool there = at >= rows.span.begin && at < rows.span.end;
      rows_.push_back(there ? rows.at(at) : zeros_.data());
    }
  }
  for (std::size_t k = 0; k < taps.size(); ++k) {
    if (taps[k] == 0.0) continue;
    const std::size_t place = taps.size() - 1 - k;
    weights_.push_back(taps[k]);
    places_.push_back(begin + place % every * count + place / every);
  }
}

void AxisPass::finish(const Span& wanted, double* result, std::size_t step) {
  sliding_rows({weights_, places_, rows_.data(), extent(wanted), width_}, result, step);
  weights_.clear();
  places_.clear();
  rows_.clear();
}

}  // namespace voxtrait
