#include "voxtrait/core/fourier.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::FourierTransform;
using voxtrait::test::Random;

using Complex = std::complex<double>;
using Exact = std::complex<long double>;

bool is_smooth(std::size_t n) {
  for (const std::size_t factor : {2U, 3U, 5U}) {
    while (n % factor == 0) n /= factor;
  }
  return n == 1;
}

/// The definition: X_k = sum of x_j exp(-2 pi i j k / n).
std::vector<Exact> direct(const std::vector<Exact>& x) {
  const std::size_t n = x.size();
  std::vector<Exact> result(n);
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t j = 0; j < n; ++j) {
      const long double angle = -2.0L * std::numbers::pi_v<long double> *
                                static_cast<long double>(j * k % n) / static_cast<long double>(n);
      result[k] += x[j] * Exact{std::cos(angle), std::sin(angle)};
    }
  }
  return result;
}

/// Norm of the difference relative to the norm of the truth.
template <class Truth, class Values>
double relative_error(const Truth& truth, const Values& values) {
  long double difference = 0.0L;
  long double norm = 0.0L;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    difference += std::norm(Exact(values[i]) - Exact(truth[i]));
    norm += std::norm(Exact(truth[i]));
  }
  return static_cast<double>(std::sqrt(difference / norm));
}

Complex random_number(Random& random) { return {random.real(-1.0, 1.0), random.real(-1.0, 1.0)}; }

using Line = std::vector<Complex>;

Line random_line(std::size_t n, Random& random) {
  Line line(n);
  for (Complex& value : line) value = random_number(random);
  return line;
}

/// Transforms lines of equal length, one beside the other, and puts frequencies into order. Between
/// the columns lie others that must stay as they are.
std::vector<Line> transformed(const std::vector<Line>& lines) {
  const FourierTransform transform(lines[0].size());
  const std::size_t count = lines.size();
  const std::size_t step = 2 * count + 3;
  const std::size_t imaginary = count + 2;
  std::vector<double> values(step * transform.size(), 7.0);
  for (std::size_t c = 0; c < count; ++c) {
    for (std::size_t i = 0; i < transform.size(); ++i) {
      values[i * step + c] = lines[c][i].real();
      values[i * step + imaginary + c] = lines[c][i].imag();
    }
  }
  transform.forward({values.data(), step, imaginary}, count);
  std::vector<Line> result(count, Line(transform.size()));
  for (std::size_t i = 0; i < transform.size(); ++i) {
    const double* at = &values[i * step];
    for (std::size_t c = 0; c < count; ++c) {
      result[c][transform.order()[i]] = {at[c], at[imaginary + c]};
    }
    for (const std::size_t between : {count, count + 1, step - 1}) REQUIRE(at[between] == 7.0);
  }
  return result;
}

std::vector<Line> random_lines(std::size_t n, std::size_t count, Random& random) {
  std::vector<Line> lines(count);
  for (Line& line : lines) line = random_line(n, random);
  return lines;
}

std::vector<Line> block_of(const Line& line) { return std::vector<Line>(8, line); }

std::vector<Exact> exact(const Line& line) { return {line.begin(), line.end()}; }

}  // namespace

TEST_CASE("the transform of every smooth length equals the direct sum") {
  Random random(301);
  std::vector<std::size_t> lengths{64, 75, 81, 100, 125, 128, 135, 240, 243, 360};
  for (std::size_t n = 1; n <= 60; ++n) {
    if (is_smooth(n)) lengths.push_back(n);
  }
  for (const std::size_t n : lengths) {
    const auto lines = random_lines(n, 8, random);
    const auto found = transformed(lines);
    CAPTURE(n);
    for (std::size_t c = 0; c < lines.size(); ++c) {
      CHECK(relative_error(direct(exact(lines[c])), found[c]) < 1e-13);
    }
  }
}

TEST_CASE("every column of several blocks is transformed for itself") {
  Random random(306);
  const auto lines = random_lines(30, 24, random);
  const auto found = transformed(lines);
  for (std::size_t c = 0; c < lines.size(); ++c) {
    CAPTURE(c);
    CHECK(relative_error(direct(exact(lines[c])), found[c]) < 1e-13);
  }
}

TEST_CASE("each frequency comes out once") {
  for (const std::size_t n : {1U, 2U, 12U, 90U, 200U, 243U, 1000U}) {
    const FourierTransform transform(n);
    std::vector<std::uint32_t> order(transform.order().begin(), transform.order().end());
    std::sort(order.begin(), order.end());
    REQUIRE(order.size() == n);
    for (std::size_t k = 0; k < n; ++k) REQUIRE(order[k] == k);
  }
}

TEST_CASE("the transform of one spike is a wave of constant modulus") {
  for (const std::size_t n : {std::size_t{12}, std::size_t{45}, std::size_t{240}}) {
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, n - 1}) {
      Line line(n);
      line[at] = 1.0;
      const Line wave = transformed(block_of(line))[0];
      for (const Complex& value : wave) {
        CHECK(std::abs(value) == Approx(1.0).epsilon(1e-14));
      }
    }
  }
}

TEST_CASE("the conjugate of the transform of the conjugate is the inverse") {
  Random random(302);
  for (const std::size_t n : {1U, 2U, 15U, 48U, 135U, 500U, 1024U}) {
    const auto line = random_line(n, random);
    auto back = transformed(block_of(line))[0];
    for (Complex& value : back) value = std::conj(value);
    back = transformed(block_of(back))[0];
    for (Complex& value : back) value = std::conj(value) / static_cast<double>(n);
    CAPTURE(n);
    CHECK(relative_error(line, back) < 1e-13);
  }
}

TEST_CASE("the bits of a transform do not depend on the instruction set") {
  Random random(305);
  for (const std::size_t n : {16U, 90U, 125U, 200U}) {
    const auto lines = random_lines(n, 16, random);
    const auto best = transformed(lines);
    CAPTURE(n);
    voxtrait::test::for_each_simd_target([&] { CHECK(transformed(lines) == best); });
  }
}

TEST_CASE("unit vectors lie where sine and cosine say") {
  for (const std::size_t n : {1U, 2U, 3U, 8U, 90U, 400U, 1013U}) {
    for (std::size_t k = 0; k < 3 * n; ++k) {
      const long double angle = -2.0L * std::numbers::pi_v<long double> *
                                static_cast<long double>(k) / static_cast<long double>(n);
      const Complex u = voxtrait::unit_vector(k, n);
      CAPTURE(n, k);
      CHECK(u.real() == Approx(double(std::cos(angle))).margin(2e-16));
      CHECK(u.imag() == Approx(double(std::sin(angle))).margin(2e-16));
    }
  }
}

TEST_CASE("a fast size is the next number whose prime factors are 2, 3 and 5") {
  for (std::size_t n = 1; n <= 3000; ++n) {
    std::size_t expected = n;
    while (!is_smooth(expected)) ++expected;
    REQUIRE(voxtrait::fast_transform_size(n) == expected);
  }
}
