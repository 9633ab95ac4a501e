#include "sample_kurtosis.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

namespace voxtrait {

namespace {

template <class T>
T paired_sum(std::span<const T> v) {
  constexpr std::size_t lanes = 8;
  constexpr std::size_t most = 128;
  if (v.size() > most) {
    const std::size_t half = v.size() / 2 - v.size() / 2 % lanes;
    return paired_sum(v.first(half)) + paired_sum(v.subspan(half));
  }
  T sum = 0;
  std::size_t i = 0;
  if (v.size() >= lanes) {
    std::array<T, lanes> r{};
    for (; i < lanes; ++i) r[i] = v[i];
    for (; i + lanes <= v.size(); i += lanes) {
      for (std::size_t k = 0; k < lanes; ++k) r[k] += v[i + k];
    }
    sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  }
  for (; i < v.size(); ++i) sum += v[i];
  return sum;
}

template <class T>
T mean(const std::vector<T>& values) {
  return paired_sum(std::span<const T>(values)) / static_cast<T>(values.size());
}

template <class T>
double kurtosis(std::span<const T> samples, T resolution) {
  std::vector<T> powers(samples.begin(), samples.end());
  const T middle = mean(powers);
  for (T& v : powers) v = (v - middle) * (v - middle);
  const T second = mean(powers);
  for (T& v : powers) v *= v;
  const T fourth = mean(powers);
  const T smallest = resolution * middle;
  if (second <= smallest * smallest) return std::numeric_limits<double>::quiet_NaN();
  return fourth / (second * second) - T{3};
}

}  // namespace

double sample_kurtosis(std::span<const double> samples) { return kurtosis(samples, 1e-15); }
double sample_kurtosis(std::span<const float> samples) { return kurtosis(samples, 1e-6F); }

}  // namespace voxtrait
