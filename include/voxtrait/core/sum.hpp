#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace voxtrait {

/// Sum of `term(values[i])` in double with one fixed shape: eight lanes, then a fixed tree.
///
/// The order of additions depends on nothing but the number of values, so the bits of the result
/// are the same on every processor. O(n).
template <class T, class Term>
double sum_of(std::span<const T> values, Term term) noexcept {
  constexpr std::size_t lanes = 8;
  std::array<double, lanes> lane{};
  const std::size_t whole = values.size() - values.size() % lanes;
  for (std::size_t i = 0; i < whole; i += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) lane[k] += term(values[i + k]);
  }
  for (std::size_t i = whole; i < values.size(); ++i) lane[i - whole] += term(values[i]);
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

template <class T>
double sum(std::span<const T> values) noexcept {
  return sum_of(values, [](T value) { return static_cast<double>(value); });
}

}  // namespace voxtrait
