#pragma once

#include <functional>
#include <vector>

#include "voxtrait/core/decimation.hpp"
#include "voxtrait/filter/convolve.hpp"

namespace voxtrait {

/// A kernel along one axis; of its response voxels 0, every, 2 every and on are kept.
struct AxisKernel {
  Taps taps;
  std::int64_t every = 1;

  friend bool operator==(const AxisKernel&, const AxisKernel&) = default;
};

/// Kernels applied one after the other.
using AxisChain = std::vector<AxisKernel>;

/// The image number `from` that the step before made, and what it is convolved with.
struct StepTerm {
  std::size_t from = 0;
  AxisChain chain;

  friend bool operator==(const StepTerm&, const StepTerm&) = default;
};

/// One image of a step: the sum of its terms. Several terms have chains of at most one kernel each
/// and keep every voxel.
using StepImage = std::vector<StepTerm>;

/// Responses to separable kernels, or to sums of them, that share what they have in common.
struct SeparablePlan {
  std::vector<StepImage> z;  ///< made from the image, which is number 0
  std::vector<StepImage> y;  ///< made from those along z
  std::vector<StepImage> x;  ///< the responses
};

/// Takes a row of response number `i` into the result's row; responses come in order.
using TakeRow =
    std::function<void(std::size_t i, std::span<const double> row, std::span<double> result)>;

/// What the responses of a plan in `wanted`, a box of those kept, depend on.
Box needed_box(const SeparablePlan& plan, Boundary boundary, const Box& wanted, const Index& grid);

/// The responses, taken into one result. A few slices at a time go through all three steps, so no
/// volume is made beside the result. Sums run over terms, then over a kernel's numbers, so the bits
/// are the same for any number of threads and any processor. O(voxels * taps).
Volume<double> responses(const SeparablePlan& plan, const Region& image, Boundary boundary,
                         const Box& wanted, const TakeRow& take, const Parallel& parallel);

/// The only response of a plan.
Volume<double> response(const SeparablePlan& plan, const Region& image, Boundary boundary,
                        const Box& wanted, const Parallel& parallel);

}  // namespace voxtrait
