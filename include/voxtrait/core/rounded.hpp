#pragma once

#include <complex>

namespace voxtrait {

/// Elementary functions whose error is little more than that of rounding once: below 0.6 units in
/// the last place. They stand where a value may lie on the edge of a bin and other software rounds
/// its own. In plain double arithmetic, so their bits are the same on every platform.

/// Natural logarithm of x > 0, normal and finite.
double rounded_log(double x) noexcept;

/// e to the power of x, |x| < 700.
double rounded_exp(double x) noexcept;

/// cos x + i sin x for |x| < 1e6, with an absolute error below 3e-16.
std::complex<double> rounded_unit_vector(double x) noexcept;

}  // namespace voxtrait
