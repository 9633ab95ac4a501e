#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace voxtrait {

/// Sums of the numbers that `terms(values[i])` gives, an array, in double with one fixed shape:
/// eight lanes, then a fixed tree.
///
/// The order of additions depends on nothing but the number of values, so the bits of the results
/// are the same on every processor. O(n).
template <std::size_t count, class T, class Terms>
std::array<double, count> sums_of(std::span<const T> values, Terms terms) noexcept {
  constexpr std::size_t lanes = 8;
  std::array<std::array<double, lanes>, count> sums{};
  const auto add = [&](const T& value, std::size_t k) {
    const std::array<double, count> some = terms(value);
    for (std::size_t i = 0; i < count; ++i) sums[i][k] += some[i];
  };
  const std::size_t whole = values.size() - values.size() % lanes;
  for (std::size_t i = 0; i < whole; i += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) add(values[i + k], k);
  }
  for (std::size_t i = whole; i < values.size(); ++i) add(values[i], i - whole);
  std::array<double, count> result{};
  for (std::size_t i = 0; i < count; ++i) {
    const std::array<double, lanes>& s = sums[i];
    result[i] = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
  return result;
}

/// Sum of `term(values[i])` in the same way.
template <class T, class Term>
double sum_of(std::span<const T> values, Term term) noexcept {
  return sums_of<1>(values, [&term](const T& value) { return std::array{double{term(value)}}; })[0];
}

template <class T>
double sum(std::span<const T> values) noexcept {
  return sum_of(values, [](T value) { return static_cast<double>(value); });
}

}  // namespace voxtrait
