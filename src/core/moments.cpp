#include "voxtrait/core/moments.hpp"

#include <array>
#include <span>

#include "voxtrait/core/sum.hpp"

namespace voxtrait {

Moments moments_of(const Distribution& distribution) noexcept {
  using Bin = Distribution::Bin;
  const std::span<const Bin> bins(distribution.bins);
  const auto n = static_cast<double>(distribution.voxels);
  Moments m;
  const auto [first, squares] = sums_of<2>(bins, [](const Bin& bin) {
    return std::array{bin.weight() * bin.value, bin.weight() * (bin.value * bin.value)};
  });
  m.mean = first / n;
  m.sum_of_squares = squares;
  m.mean_square = m.sum_of_squares / n;
  if (bins.size() == 1) {  // a mean that is off by one ulp must not become a variance
    m.mean = bins.front().value;
    return m;
  }
  const auto [second, third, fourth] = sums_of<3>(bins, [mean = m.mean](const Bin& bin) {
    const double from_mean = bin.value - mean;
    const double square = from_mean * from_mean;
    return std::array{bin.weight() * square, bin.weight() * (square * from_mean),
                      bin.weight() * (square * square)};
  });
  m.variance = second / n;
  m.third = third / n;
  m.fourth = fourth / n;
  return m;
}

}  // namespace voxtrait
