#include "voxtrait/core/elementary.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace voxtrait {

namespace {

constexpr std::uint64_t mantissa_bits = 0x000f'ffff'ffff'ffffULL;
constexpr std::uint64_t exponent_of_one = 0x3ff0'0000'0000'0000ULL;

/// x = mantissa * 2^exponent with sqrt(1/2) <= mantissa < sqrt(2).
struct Parts {
  double mantissa;
  int exponent;
};

Parts split(double x) noexcept {
  int offset = 0;
  if (x < 0x1p-1022) {  // subnormal
    x *= 0x1p54;
    offset = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52U) - 1023 + offset;
  double mantissa = std::bit_cast<double>((bits & mantissa_bits) | exponent_of_one);
  if (mantissa >= std::numbers::sqrt2) {
    mantissa *= 0.5;
    ++exponent;
  }
  return {mantissa, exponent};
}

/// log(m) = 2 atanh(s) with s = (m - 1) / (m + 1); |s| <= 0.172, so eleven terms reach 1e-18.
double tail_of_atanh(double s2) noexcept {
  double tail = 0.0;
  for (int k = 23; k >= 3; k -= 2) tail = tail * s2 + 1.0 / k;
  return tail * s2;
}

}  // namespace

double log2(double x) noexcept {
  const auto [mantissa, exponent] = split(x);
  const double s = (mantissa - 1.0) / (mantissa + 1.0);
  const double series = s + s * tail_of_atanh(s * s);
  return exponent + series * (2.0 * std::numbers::log2e);
}

double exp(double x) noexcept {
  const double n = std::floor(x * std::numbers::log2e + 0.5);
  // ln 2 in two parts, the first with trailing zeros, so that n * first is exact.
  constexpr double ln2_first = 0x1.62e42fee00000p-1;
  constexpr double ln2_rest = 0x1.a39ef35793c76p-33;
  const double r = (x - n * ln2_first) - n * ln2_rest;
  double sum = 1.0;
  for (int k = 18; k >= 1; --k) sum = 1.0 + sum * r / k;
  return std::ldexp(sum, static_cast<int>(n));
}

double cube_root(double x) noexcept {
  if (x == 0.0) return 0.0;
  int exponent = 0;
  std::frexp(x, &exponent);
  double root = std::ldexp(1.0, (exponent + 2) / 3);  // within a factor of two
  for (int step = 0; step < 8; ++step) root -= (root - x / (root * root)) / 3.0;
  return root;
}

}  // namespace voxtrait
