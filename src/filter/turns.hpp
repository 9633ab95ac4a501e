#pragma once

#include <complex>

namespace voxtrait {

/// exp(2 pi i t) for an angle of `t` turns, from our own sine and cosine: the same bits everywhere.
std::complex<double> unit_vector_at(double turns) noexcept;

}  // namespace voxtrait
