#pragma once

#include <array>

#include "spectrum.hpp"

namespace voxtrait {

/// The Riesz transform of given orders (IBSI AYRS) on the frequencies of a layout.
class RieszTransform {
 public:
  RieszTransform(const std::vector<std::int64_t>& orders, const SpectralLayout& layout,
                 const Vector& spacing);

  /// Multiplies one row of a spectrum, which was multiplied with `factors` of a real filter.
  void multiply(std::int64_t y, std::int64_t z, std::span<const double> factors,
                std::span<double> re, std::span<double> im) const;

 private:
  std::array<std::vector<double>, 3> frequencies_;  ///< per mm
  std::array<std::int64_t, 3> orders_{0, 0, 0};
  std::int64_t total_ = 0;
  double scale_ = 1.0;
};

/// The setting of the orders, and what they must be for a number of dimensions.
SettingDeclaration riesz_orders_setting();
void require_riesz_orders(const FilterValues& values);

}  // namespace voxtrait
