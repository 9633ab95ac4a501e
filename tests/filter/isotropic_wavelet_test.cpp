#include "filter/isotropic_wavelet.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>

namespace {

using voxtrait::isotropic_gain;
using voxtrait::isotropic_wavelet_named;
using voxtrait::isotropic_wavelet_names;
using voxtrait::IsotropicWavelet;

}  // namespace

TEST_CASE("an isotropic wavelet keeps all of every frequency in its levels together") {
  for (const std::string& name : isotropic_wavelet_names()) {
    INFO(name);
    const IsotropicWavelet wavelet = isotropic_wavelet_named(name);
    for (int i = 1; i < 1000; ++i) {
      const double radius = 0.25 + 0.25 * i / 1000.0;
      const double here = isotropic_gain(wavelet, radius);
      const double next = isotropic_gain(wavelet, 2.0 * radius);
      CHECK(here * here + next * next == Approx(1.0).epsilon(1e-14));
    }
  }
}

TEST_CASE("an isotropic wavelet has its band and nothing else") {
  for (const std::string& name : isotropic_wavelet_names()) {
    INFO(name);
    const IsotropicWavelet wavelet = isotropic_wavelet_named(name);
    for (const double radius : {0.0, 0.1, 0.2499, 1.0001, 3.0}) {
      CHECK(isotropic_gain(wavelet, radius) == 0.0);
    }
    CHECK(isotropic_gain(wavelet, 0.5000001) == Approx(1.0).epsilon(1e-6));
  }
}

TEST_CASE("Held's and Papadakis' wavelets have the values of their formulas") {
  const double pi = std::acos(-1.0);
  // Held: cos(2 pi q(f)) below a quarter of the sampling frequency, with q of degree 7 in 8 f.
  const double x = 8.0 * 0.2;  // f = 0.2, of the sampling frequency
  const double q = -52.0 + 280.0 * x - 630.0 * std::pow(x, 2) + 770.0 * std::pow(x, 3) -
                   551.25 * std::pow(x, 4) + 231.0 * std::pow(x, 5) - 52.5 * std::pow(x, 6) +
                   5.0 * std::pow(x, 7);
  CHECK(isotropic_gain(IsotropicWavelet::held, 0.4) ==
        Approx(std::cos(2.0 * pi * q)).epsilon(1e-12));
  CHECK(isotropic_gain(IsotropicWavelet::papadakis, 0.4) ==
        Approx(std::sqrt((1.0 + std::sin(5.0 * pi * 0.4)) / 2.0)).epsilon(1e-14));
  CHECK(isotropic_gain(IsotropicWavelet::papadakis, 0.8) ==
        Approx(std::sqrt((1.0 - std::sin(2.5 * pi * 0.8)) / 2.0)).epsilon(1e-14));
}
