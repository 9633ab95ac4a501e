#include "voxtrait/filter/convolve.hpp"

#include <algorithm>

#include "passes.hpp"
#include "region.hpp"

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
  Region result = cropped(image, needed_box(boundary, wanted, reach_of(kernel), image.grid));
  for (const std::size_t axis : {2U, 1U, 0U}) {
    if (kernel[axis].empty()) continue;
    const PassTerm term{&result.values, &kernel[axis]};
    const Span span{wanted.begin[axis], wanted.end[axis]};
    result.values =
        convolved_along(axis, {&term, 1}, result.box, span, image.grid[axis], boundary, parallel);
    result.box.begin[axis] = span.begin;
    result.box.end[axis] = span.end;
  }
  return result;
}

}  // namespace voxtrait
