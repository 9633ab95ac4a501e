#pragma once

#include "filter/kernels/recursive_lines.hpp"

namespace voxtrait {

/// Approximations of a Gaussian and of its second derivative by a recursive filter, as ITK has them
/// (G. Farneback and C.-F. Westin, Improving Deriche-style recursive Gaussian filters, 2006).
/// `sigma` and `spacing` in mm; the derivative is multiplied by sigma squared.
RecursiveFilter recursive_gaussian(double sigma, double spacing);
RecursiveFilter recursive_second_derivative(double sigma, double spacing);

}  // namespace voxtrait
