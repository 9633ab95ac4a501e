#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

#include "filter/icosphere.hpp"
#include "filter/pyradiomics_wavelet_coefficients.hpp"
#include "filter/recursive_gaussian.hpp"
#include "filter/sample_kurtosis.hpp"
#include "filter/spherical_harmonics.hpp"
#include "filter/spline_samples.hpp"
#include "support/random.hpp"
#include "voxtrait/filter/pyradiomics.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Parallel;
using voxtrait::Vector;
using voxtrait::Volume;
using voxtrait::test::Random;

constexpr std::size_t lines = voxtrait::recursive_line_count;

std::vector<double> filtered(const voxtrait::RecursiveFilter& filter,
                             const std::vector<double>& line) {
  std::vector<double> in(line.size() * lines);
  std::vector<double> out(in.size());
  for (std::size_t i = 0; i < line.size(); ++i) in[i * lines] = line[i];
  voxtrait::recursive_lines(filter, in.data(), line.size(), out.data());
  std::vector<double> result(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) result[i] = out[i * lines];
  return result;
}

double length_of(const Vector& v) { return std::hypot(v[0], v[1], v[2]); }

}  // namespace

TEST_CASE("the recursive Gaussian keeps constants, and its impulse response is a Gaussian's") {
  for (const double sigma : {0.8, 1.5, 4.0}) {
    const auto filter = voxtrait::recursive_gaussian(sigma, 0.5);
    for (const double v : filtered(filter, std::vector<double>(50, 7.0))) {
      CHECK(v == Approx(7.0).epsilon(1e-12));
    }
    std::vector<double> impulse(401, 0.0);
    impulse[200] = 1.0;
    const std::vector<double> response = filtered(filter, impulse);
    const double peak = 1.0 / (2.0 * sigma * std::sqrt(2.0 * std::numbers::pi));
    for (std::size_t i = 150; i <= 250; ++i) {
      const double x = 0.5 * (static_cast<double>(i) - 200.0) / sigma;
      CHECK(response[i] == Approx(peak * std::exp(-0.5 * x * x)).margin(0.01 * peak));
    }
  }
}

TEST_CASE("the second derivative of a constant is 0, that of a parabola sigma squared times 2") {
  const auto filter = voxtrait::recursive_second_derivative(3.0, 1.0);
  for (const double v : filtered(filter, std::vector<double>(60, 5.0))) {
    CHECK(v == Approx(0.0).margin(1e-10));
  }
  std::vector<double> parabola(201);
  for (std::size_t i = 0; i < parabola.size(); ++i) {
    parabola[i] = std::pow(static_cast<double>(i) - 100.0, 2);
  }
  CHECK(filtered(filter, parabola)[100] == Approx(2.0 * 9.0).epsilon(1e-6));
}

TEST_CASE("every wavelet's filters are biorthogonal and its high-pass filter has no mean") {
  const auto names = voxtrait::pyradiomics_wavelet_names();
  CHECK(names.size() == 1 + 74 + 1 + 2 * 15);
  for (const std::string_view name : names) {
    CAPTURE(name);
    const auto [low, high] = voxtrait::pyradiomics_wavelet(name);
    // Meyer's wavelet is infinite; PyWavelets cuts it off.
    const double margin = name == "dmey" ? 3e-3 : 1e-7;
    REQUIRE(low.size() == high.size());
    REQUIRE(low.size() % 2 == 0);
    CHECK(std::accumulate(low.begin(), low.end(), 0.0) == Approx(std::sqrt(2.0)).epsilon(1e-8));
    CHECK(std::accumulate(high.begin(), high.end(), 0.0) == Approx(0.0).margin(margin));
    const auto n = static_cast<int>(low.size());
    for (int shift = -n + 2; shift < n; shift += 2) {
      double product = 0.0;
      for (int k = std::max(0, shift); k < std::min(n, n + shift); ++k) {
        const double synthesis = (k % 2 == 0 ? -1.0 : 1.0) * high[static_cast<std::size_t>(k)];
        product += low[static_cast<std::size_t>(n - 1 - (k - shift))] * synthesis;
      }
      CHECK(std::abs(product) == Approx(shift == 0 ? 1.0 : 0.0).margin(margin));
    }
  }
  CHECK(voxtrait::pyradiomics_wavelet("db99").low.empty());
  CHECK(voxtrait::pyradiomics_wavelet("2.2").low.empty());
}

TEST_CASE("an icosphere has 10 * 4^n + 2 corners at its radius, no two at one place") {
  for (std::int64_t n = 0; n <= 3; ++n) {
    const auto corners = voxtrait::icosphere(n, 1.5);
    CHECK(corners.size() == 10 * (std::size_t{1} << static_cast<unsigned>(2 * n)) + 2);
    for (std::size_t i = 0; i < corners.size(); ++i) {
      CHECK(length_of(corners[i]) == Approx(1.5).epsilon(1e-14));
      for (std::size_t j = 0; j < i; ++j) {
        const Vector d{corners[i][0] - corners[j][0], corners[i][1] - corners[j][1],
                       corners[i][2] - corners[j][2]};
        REQUIRE(length_of(d) > 0.15);
      }
    }
  }
}

TEST_CASE("spherical harmonics of a degree have the sum of squares of the addition theorem") {
  Random random(5);
  for (std::int64_t degree = 0; degree < 8; ++degree) {
    for (int i = 0; i < 20; ++i) {
      Vector p{random.real(-1, 1), random.real(-1, 1), random.real(-1, 1)};
      if (i == 0) p = {0.0, 0.0, 1.0};
      double sum = 0.0;
      for (const auto& y : voxtrait::spherical_harmonics(degree, p)) sum += std::norm(y);
      CHECK(sum == Approx((2.0 * static_cast<double>(degree) + 1.0) / (4.0 * std::numbers::pi)));
    }
  }
}

TEST_CASE("splines pass through voxels, keep planes inside and are 0 beyond the image") {
  Random random(6);
  const Parallel parallel(2);
  const Box box{{5, 0, 7}, {45, 38, 48}};
  Volume<double> plane(box.extents());
  Volume<double> noise(box.extents());
  for (double& v : noise.values()) v = random.real(-50, 50);
  const auto value = [](double x, double y, double z) { return 2.0 * x - y + 0.5 * z; };
  for (std::int64_t z = 0; z < box.extent(2); ++z) {
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      for (std::int64_t x = 0; x < box.extent(0); ++x) {
        plane.at(x, y, z) =
            value(static_cast<double>(x + 5), static_cast<double>(y), static_cast<double>(z + 7));
      }
    }
  }
  const voxtrait::SplineSamples rough(noise, box, parallel);
  CHECK(rough.at({5, 0, 7}) == Approx(noise.at(0, 0, 0)).margin(1e-11));
  CHECK(rough.at({44, 37, 47}) == Approx(noise.at(39, 37, 40)).margin(1e-11));
  CHECK(rough.at({4.999, 3, 9}) == 0.0);
  CHECK(rough.at({44.001, 3, 9}) == 0.0);
  const voxtrait::SplineSamples smooth(plane, box, parallel);
  CHECK(smooth.at({25.3, 19.7, 27.9}) == Approx(value(25.3, 19.7, 27.9)).epsilon(1e-8));
}

TEST_CASE("kurtosis of a normal-like sample, in both precisions, and of equal samples") {
  std::vector<double> samples;
  for (int i = 0; i < 300; ++i) samples.push_back(static_cast<double>(i % 3));
  CHECK(voxtrait::sample_kurtosis(std::span<const double>(samples)) == Approx(-1.5));
  const std::vector<float> floats(samples.begin(), samples.end());
  CHECK(voxtrait::sample_kurtosis(std::span<const float>(floats)) == Approx(-1.5));
  const std::vector<double> equal(42, 100.25);
  CHECK(std::isnan(voxtrait::sample_kurtosis(std::span<const double>(equal))));
}
