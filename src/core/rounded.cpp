#include "voxtrait/core/rounded.hpp"

#include <cmath>
#include <numbers>

namespace voxtrait {

namespace {

/// A number as a sum of two, the second no more than a rounding error of the first.
struct Pair {
  double high;
  double low;
};

Pair sum_of(double a, double b) noexcept {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

/// Two halves of 26 bits, whose products are exact.
Pair halves(double x) noexcept {
  const double scaled = 134217729.0 * x;  // 2^27 + 1
  const double high = scaled - (scaled - x);
  return {high, x - high};
}

Pair product_of(double a, double b) noexcept {
  const auto [a1, a2] = halves(a);
  const auto [b1, b2] = halves(b);
  const double product = a * b;
  return {product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

// ln 2 in two parts, the first with trailing zeros, so that its product with an exponent is exact.
constexpr double ln2_first = 0x1.62e42fee00000p-1;
constexpr double ln2_rest = 0x1.a39ef35793c76p-33;

/// (m - 1) / (m + 1) with the error of the quotient.
Pair ratio(double mantissa) noexcept {
  const double above = mantissa - 1.0;  // exact: the mantissa is near 1
  const Pair below = sum_of(mantissa, 1.0);
  const double quotient = above / below.high;
  const Pair back = product_of(quotient, below.high);
  const double rest = ((above - back.high) - back.low) - quotient * below.low;
  return {quotient, rest / below.high};
}

}  // namespace

double rounded_log(double x) noexcept {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.5 * std::numbers::sqrt2) {
    mantissa *= 2.0;
    --exponent;
  }
  // log m = 2 atanh s; only the leading term needs more than one double.
  const Pair s = ratio(mantissa);
  const double s2 = s.high * s.high;
  double tail = 0.0;
  for (int k = 25; k >= 3; k -= 2) tail = (tail + 1.0 / k) * s2;
  const double small = 2.0 * (s.low + s.high * tail) + exponent * ln2_rest;
  const Pair large = sum_of(exponent * ln2_first, 2.0 * s.high);
  return large.high + (large.low + small);
}

double rounded_exp(double x) noexcept {
  const double n = std::floor(x * std::numbers::log2e + 0.5);
  const double first = x - n * ln2_first;  // exact
  const Pair rest = product_of(n, ln2_rest);
  const Pair r = sum_of(first, -rest.high);
  const double low = r.low - rest.low;
  double tail = 0.0;  // r^2 / 2! + r^3 / 3! + ..., the terms that are small beside 1
  for (int k = 18; k >= 2; --k) tail = (tail + 1.0) * r.high / k;
  // exp(r + low) = 1 + r + r tail + low (1 + r), to the order that matters.
  const Pair square = product_of(r.high, tail);
  const Pair leading = sum_of(1.0, r.high);
  const Pair with_square = sum_of(leading.high, square.high);
  const double small = leading.low + with_square.low + square.low + low * (1.0 + r.high);
  return std::ldexp(with_square.high + small, static_cast<int>(n));
}

std::complex<double> rounded_unit_vector(double x) noexcept {
  // pi / 2 in three parts with trailing zeros.
  constexpr double first = 0x1.921fb54400000p+0;
  constexpr double second = 0x1.0b4611a600000p-34;
  constexpr double third = 0x1.3198a2e037073p-69;
  const double quarters = std::floor(x / first + 0.5);
  const double r = ((x - quarters * first) - quarters * second) - quarters * third;
  const double r2 = r * r;
  double sine = 0.0;
  double cosine = 0.0;
  for (int k = 21; k >= 3; k -= 2) sine = (1.0 - sine) * r2 / (k * (k - 1.0));
  for (int k = 20; k >= 2; k -= 2) cosine = (1.0 - cosine) * r2 / (k * (k - 1.0));
  const std::complex<double> turned(1.0 - cosine, r - r * sine);
  switch (static_cast<long>(quarters) & 3) {
    case 0: return turned;
    case 1: return {-turned.imag(), turned.real()};
    case 2: return -turned;
    default: return {turned.imag(), -turned.real()};
  }
}

}  // namespace voxtrait
