#pragma once

#include <cstddef>
#include <vector>

namespace voxtrait {

/// A function of the distance as a sum of factor * exp(-rate * distance^2). Unlike 1 / distance
/// itself, each term is a product of functions of x, y and z, and so is its transform.
struct GaussianSum {
  struct Term {
    double factor = 0.0;
    double rate = 0.0;
  };
  std::vector<Term> terms;

  [[nodiscard]] double at_zero() const noexcept;
};

/// 1 / distance from `nearest` to `furthest`, with a relative error below 1e-14.
GaussianSum inverse_distance(double nearest, double furthest);

/// The transforms of the terms (without their factors) along one axis on a circle of `size` steps,
/// where distances are those the short way round: frequencies 0 to size / 2, `width` values each,
/// zeros after the last term. `width` is a multiple of FourierTransform::block.
std::vector<double> spectra_of_terms(const GaussianSum& sum, double spacing, std::size_t size,
                                     std::size_t width);

}  // namespace voxtrait
