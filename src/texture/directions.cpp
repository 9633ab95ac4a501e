#include "voxtrait/texture/directions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace voxtrait {

double distance_weight(const Direction& direction, DistanceNorm norm) noexcept {
  const std::int64_t x = std::abs(direction[0]);
  const std::int64_t y = std::abs(direction[1]);
  const std::int64_t z = std::abs(direction[2]);
  switch (norm) {
    case DistanceNorm::manhattan: return 1.0 / static_cast<double>(x + y + z);
    case DistanceNorm::euclidean:
      return 1.0 / std::sqrt(static_cast<double>(x * x + y * y + z * z));
    case DistanceNorm::chebyshev: return 1.0 / static_cast<double>(std::max({x, y, z}));
    case DistanceNorm::none: break;
  }
  return 1.0;
}

}  // namespace voxtrait
