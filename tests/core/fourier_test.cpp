#include "voxtrait/core/fourier.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "support/random.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::FourierTransform;
using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Volume;
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

std::vector<Complex> random_line(std::size_t n, Random& random) {
  std::vector<Complex> line(n);
  for (Complex& value : line) value = random_number(random);
  return line;
}

std::vector<Complex> transformed(std::vector<Complex> line) {
  std::vector<Complex> work(line.size());
  FourierTransform(line.size()).forward(line, work);
  return line;
}

std::vector<Exact> exact(const std::vector<Complex>& line) { return {line.begin(), line.end()}; }

Volume<Complex> random_volume(const Index& size, Random& random) {
  return voxtrait::test::volume_of<Complex>(size, [&](auto...) { return random_number(random); });
}

/// The definition in three dimensions: one direct transform along each axis.
Volume<Exact> direct(const Volume<Complex>& volume) {
  const Index& n = volume.size();
  auto result = voxtrait::test::volume_of<Exact>(
      n, [&](auto x, auto y, auto z) { return Exact(volume.at(x, y, z)); });
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Index lines = n;
    lines[axis] = 1;
    voxtrait::test::for_each_voxel(lines, [&](auto x, auto y, auto z) {
      std::vector<Exact*> at;
      for (std::int64_t i = 0; i < n[axis]; ++i) {
        Index v{x, y, z};
        v[axis] = i;
        at.push_back(&result.at(v[0], v[1], v[2]));
      }
      std::vector<Exact> line;
      for (const Exact* value : at) line.push_back(*value);
      line = direct(line);
      for (std::size_t i = 0; i < at.size(); ++i) *at[i] = line[i];
    });
  }
  return result;
}

}  // namespace

TEST_CASE("the transform of every smooth length equals the direct sum") {
  Random random(301);
  std::vector<std::size_t> lengths{64, 75, 81, 100, 125, 128, 135, 240, 243, 360};
  for (std::size_t n = 1; n <= 60; ++n) {
    if (is_smooth(n)) lengths.push_back(n);
  }
  for (const std::size_t n : lengths) {
    const auto line = random_line(n, random);
    CAPTURE(n);
    CHECK(relative_error(direct(exact(line)), transformed(line)) < 1e-13);
  }
}

TEST_CASE("the transform of one spike is a wave of constant modulus") {
  for (const std::size_t n : {std::size_t{12}, std::size_t{45}, std::size_t{240}}) {
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, n - 1}) {
      std::vector<Complex> line(n);
      line[at] = 1.0;
      for (const Complex& value : transformed(line)) {
        CHECK(std::abs(value) == Approx(1.0).epsilon(1e-14));
      }
    }
  }
}

TEST_CASE("the conjugate of the transform of the conjugate is the inverse") {
  Random random(302);
  for (const std::size_t n : {1U, 2U, 15U, 48U, 135U, 500U, 1024U}) {
    const auto line = random_line(n, random);
    auto back = transformed(line);
    for (Complex& value : back) value = std::conj(value);
    back = transformed(back);
    for (Complex& value : back) value = std::conj(value) / static_cast<double>(n);
    CAPTURE(n);
    CHECK(relative_error(line, back) < 1e-13);
  }
}

TEST_CASE("the transform of a volume equals direct sums along each axis") {
  Random random(303);
  for (const Index& size : {Index{3, 5, 9},
                            {1, 1, 15},
                            {9, 1, 3},
                            {1, 5, 1},
                            {4, 6, 5},
                            {1, 1, 1},
                            {15, 9, 1},
                            {5, 25, 3}}) {
    auto volume = random_volume(size, random);
    const auto truth = direct(volume);
    voxtrait::transform(volume, Parallel(1));
    CAPTURE(size);
    CHECK(relative_error(truth.values(), volume.values()) < 1e-13);
  }
}

TEST_CASE("the transform of a padded volume equals that of the volume with its zeros") {
  Random random(304);
  Volume<Complex> volume({9, 10, 8});
  voxtrait::test::for_each_voxel(
      {4, 3, 2}, [&](auto x, auto y, auto z) { volume.at(x, y, z) = random_number(random); });
  const auto truth = direct(volume);
  voxtrait::transform(volume, Parallel(2));
  CHECK(relative_error(truth.values(), volume.values()) < 1e-13);
}

TEST_CASE("the bits of a transform do not depend on the number of threads") {
  Random random(305);
  auto one = random_volume({20, 18, 15}, random);  // more lines than one task takes
  auto two = one;
  voxtrait::transform(one, Parallel(1));
  voxtrait::transform(two, Parallel(2));
  for (std::size_t i = 0; i < one.values().size(); ++i) {
    REQUIRE(std::bit_cast<std::uint64_t>(one.values()[i].real()) ==
            std::bit_cast<std::uint64_t>(two.values()[i].real()));
    REQUIRE(std::bit_cast<std::uint64_t>(one.values()[i].imag()) ==
            std::bit_cast<std::uint64_t>(two.values()[i].imag()));
  }
}

TEST_CASE("a fast size is the next number whose prime factors are 2, 3 and 5") {
  for (std::size_t n = 1; n <= 3000; ++n) {
    std::size_t expected = n;
    while (!is_smooth(expected)) ++expected;
    REQUIRE(voxtrait::fast_transform_size(n) == expected);
  }
}
