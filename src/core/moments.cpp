#include "voxtrait/core/moments.hpp"

#include <span>

#include "voxtrait/core/sum.hpp"

namespace voxtrait {

Moments moments_of(const Distribution& distribution) noexcept {
  using Bin = Distribution::Bin;
  const std::span<const Bin> bins(distribution.bins);
  const auto n = static_cast<double>(distribution.voxels);
  const auto weighted = [&](auto&& function) {
    return sum_of(bins, [&function](const Bin& bin) {
      return static_cast<double>(bin.count) * function(bin.value);
    });
  };
  Moments m;
  m.mean = weighted([](double x) { return x; }) / n;
  m.sum_of_squares = weighted([](double x) { return x * x; });
  m.mean_square = m.sum_of_squares / n;
  if (bins.size() == 1) {  // a mean that is off by one ulp must not become a variance
    m.mean = bins.front().value;
    return m;
  }
  const double mean = m.mean;
  m.variance = weighted([mean](double x) { return (x - mean) * (x - mean); }) / n;
  m.third = weighted([mean](double x) { return (x - mean) * (x - mean) * (x - mean); }) / n;
  m.fourth = weighted([mean](double x) {
               const double square = (x - mean) * (x - mean);
               return square * square;
             }) /
             n;
  return m;
}

}  // namespace voxtrait
