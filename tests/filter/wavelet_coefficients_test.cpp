#include "filter/wavelet_coefficients.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace {

TEST_CASE("every wavelet's low-pass filter is orthonormal to its even shifts") {
  CHECK(voxtrait::wavelet_names().size() == 1 + 37 + 19 + 17);
  for (const std::string_view name : voxtrait::wavelet_names()) {
    CAPTURE(name);
    const auto low = voxtrait::low_pass_coefficients(name);
    double sum = 0.0;
    for (const double c : low) sum += c;
    CHECK(sum == Approx(std::sqrt(2.0)).epsilon(1e-10));
    for (std::size_t shift = 0; shift < low.size(); shift += 2) {
      double product = 0.0;
      for (std::size_t k = shift; k < low.size(); ++k) product += low[k] * low[k - shift];
      CHECK(product == Approx(shift == 0 ? 1.0 : 0.0).margin(2e-11));
    }
  }
}

TEST_CASE("Daubechies wavelets have as many vanishing moments as their number says") {
  for (std::size_t order = 2; order <= 38; ++order) {
    const auto low = voxtrait::low_pass_coefficients("db" + std::to_string(order));
    REQUIRE(low.size() == 2 * order);
    for (std::size_t moment = 0; moment < order; ++moment) {
      double sum = 0.0;
      double scale = 0.0;
      for (std::size_t k = 0; k < low.size(); ++k) {
        const double x = static_cast<double>(k) - static_cast<double>(order);
        const double term = std::pow(x, static_cast<double>(moment)) * low[k];
        sum += k % 2 == 0 ? term : -term;
        scale += std::abs(term);
      }
      CAPTURE(order, moment);
      CHECK(std::abs(sum) <= 1e-9 * scale);
    }
  }
}

}  // namespace
