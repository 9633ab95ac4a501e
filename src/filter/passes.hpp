#pragma once

#include <span>

#include "voxtrait/filter/convolve.hpp"

namespace voxtrait {

/// An image and the kernel it is convolved with along an axis.
struct PassTerm {
  const Volume<double>* values;
  const Taps* taps;
};

/// The sum of the convolutions of images that lie in `box`, along one axis. The result keeps the
/// other axes and has the span `wanted` of this one, as an axis of the whole image has it.
Volume<double> convolved_along(std::size_t axis, std::span<const PassTerm> terms, const Box& box,
                               const Span& wanted, std::int64_t size, Boundary boundary,
                               const Parallel& parallel);

}  // namespace voxtrait
