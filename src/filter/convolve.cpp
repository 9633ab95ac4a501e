#include "voxtrait/filter/convolve.hpp"

#include "separable.hpp"

namespace voxtrait {

Index reach_of(const SeparableKernel& kernel) noexcept {
  return {reach_of(kernel[0]), reach_of(kernel[1]), reach_of(kernel[2])};
}

Box needed_box(Boundary boundary, const Box& wanted, const Index& reach,
               const Index& grid) noexcept {
  Box box;
  for (std::size_t a = 0; a < 3; ++a) {
    const Span span = needed_span(boundary, {wanted.begin[a], wanted.end[a]}, reach[a], grid[a]);
    box.begin[a] = span.begin;
    box.end[a] = span.end;
  }
  return box;
}

Region convolved(const Region& image, const SeparableKernel& kernel, Boundary boundary,
                 const Box& wanted, const Parallel& parallel) {
  const auto step = [&kernel](std::size_t axis) {
    StepTerm term;
    if (!kernel[axis].empty()) term.chain.push_back({kernel[axis]});
    return std::vector<StepImage>{{term}};
  };
  const SeparablePlan plan{step(2), step(1), step(0)};
  return {response(plan, image, boundary, wanted, parallel), wanted, image.grid, image.spacing};
}

}  // namespace voxtrait
