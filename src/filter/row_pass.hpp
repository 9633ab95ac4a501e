#pragma once

#include "axis_pass.hpp"

namespace voxtrait {

/// Convolves single rows along themselves: the last step of a plan, for one of its responses.
///
/// What a row holds of the axis is the span `known`, with `margin` numbers before and behind it for
/// what the boundary rule puts there.
class RowPass {
 public:
  RowPass(const StepImage& image, const Axis& axis, const Span& known, std::size_t margin,
          const Span& wanted);

  /// From rows of all images of the step before; each begins with its margin.
  void run(std::span<const double* const> sources, double* result);

 private:
  struct Tap {
    std::size_t from;
    std::size_t place;
  };
  void add(const StepTerm& term, const Span& known, std::size_t margin);
  void run_first(std::span<const double* const> sources, double* result);

  std::vector<double> weights_;
  std::vector<Tap> taps_;
  std::vector<const double*> rows_;
  Span first_;  ///< what the first kernel makes, of which every one or second is kept
  std::int64_t every_ = 1;
  Span kept_;
  std::vector<RowPass> rest_;  ///< the kernels after it, if there are
  std::vector<double> between_;
  std::vector<double> all_;  ///< results of the first kernel, also those that are not kept
  std::size_t margin_ = 0;   ///< of what is between
  Axis axis_;                ///< of what is between
};

/// How far the first kernels of a step reach: the margin that its rows need.
std::size_t first_reach(std::span<const StepImage> images);

/// Puts into a row's margins what the boundary rule says; what no kernel reaches stays.
void fill_margins(double* row, const Span& known, std::size_t margin, const Axis& axis);

}  // namespace voxtrait
