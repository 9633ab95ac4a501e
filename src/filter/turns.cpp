#include "turns.hpp"

#include <cmath>

#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

std::complex<double> unit_vector_at(double turns) noexcept {
  constexpr double parts = 0x1p50;
  const double fraction = turns - std::floor(turns);
  const auto part = static_cast<std::size_t>(std::floor(fraction * parts + 0.5));
  return std::conj(unit_vector(part, std::size_t{1} << 50U));
}

}  // namespace voxtrait
