#pragma once

#include <span>

namespace voxtrait {

/// The nearest integer; ties go to the even one (IBSI 68QD leaves them open).
///
/// What lies within 1e-6 of a tie counts as one, so that the last bits of an interpolation do not
/// decide.
double round_to_nearest(double value) noexcept;

void round_to_nearest(std::span<double> values) noexcept;

}  // namespace voxtrait
