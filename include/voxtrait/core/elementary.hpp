#pragma once

namespace voxtrait {

/// Base-2 logarithm in plain double arithmetic, so that its bits are the same on every platform.
///
/// Relative error below 1e-15 for normal x > 0 (tested against long double). `x` must be positive
/// and finite.
double log2(double x) noexcept;

/// e to the power of x in plain double arithmetic; relative error below 1e-15 for |x| < 700.
double exp(double x) noexcept;

/// Cube root of x >= 0 in plain double arithmetic; relative error below 1e-15.
double cube_root(double x) noexcept;

}  // namespace voxtrait
