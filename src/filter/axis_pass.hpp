#pragma once

#include <algorithm>
#include <vector>

#include "separable.hpp"

namespace voxtrait {

/// One axis of an image, and what lies beyond its ends.
struct Axis {
  std::int64_t size = 0;
  Boundary boundary = Boundary::zero;
};

/// Rows for the places of a span, `step` numbers apart.
struct Rows {
  const double* first = nullptr;
  std::size_t step = 0;
  Span span{0, 0};

  [[nodiscard]] const double* at(std::int64_t place) const noexcept {
    return first + static_cast<std::size_t>(place - span.begin) * step;
  }
};

inline std::size_t extent(const Span& span) noexcept {
  return static_cast<std::size_t>(span.end - span.begin);
}

/// From the first to the last place of both.
inline Span joined(const Span& a, const Span& b) noexcept {
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

/// A step between rows of a width at which they do not push each other out of a cache: whole cache
/// lines, an odd number of them.
inline std::size_t row_step(std::size_t width) noexcept {
  const std::size_t lines = (width + 7) / 8;
  return 8 * (lines + 1 - lines % 2);
}

/// What a chain goes through, the image first and what is wanted last: the spans that are needed,
/// and the axes that they lie on.
struct ChainSpans {
  std::vector<Span> spans;
  std::vector<Axis> axes;
};
ChainSpans spans_of(const AxisChain& chain, const Axis& axis, const Span& wanted);

/// From the first to the last place that is kept.
inline Span before_decimation(const Span& kept, std::int64_t every) noexcept {
  return {kept.begin * every, (kept.end - 1) * every + 1};
}

/// What an image of a step needs.
Span needed_span(const StepImage& image, const Axis& axis, const Span& wanted);

/// Convolves along an axis across rows, all numbers of a row at once. Holds buffers: one for each
/// thread.
class AxisPass {
 public:
  AxisPass(const Axis& axis, std::size_t width) : axis_(axis), width_(width), zeros_(width) {}

  /// One image of a step, from rows of all images of the step before.
  void run(const StepImage& image, std::span<const Rows> sources, const Span& wanted,
           double* result, std::size_t step);

 private:
  void run_chain(const AxisChain& chain, Rows rows, const Span& wanted, double* result,
                 std::size_t step);
  void copy(const Rows& rows, const Span& wanted, double* result, std::size_t step) const;
  void add(const Rows& rows, const AxisKernel& kernel, const Axis& axis, const Span& wanted);
  void finish(const Span& wanted, double* result, std::size_t step);

  Axis axis_;
  std::size_t width_;
  std::vector<double> zeros_;
  std::vector<double> weights_;
  std::vector<std::size_t> places_;
  std::vector<const double*> rows_;
  std::array<std::vector<double>, 2> between_;  ///< results within a chain
};

}  // namespace voxtrait
