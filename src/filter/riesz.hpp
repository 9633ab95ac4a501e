#pragma once

#include <array>
#include <functional>
#include <vector>

#include "spectrum.hpp"

namespace voxtrait {

/// The Riesz transform of given orders (IBSI AYRS) on the frequencies of a layout.
class RieszTransform {
 public:
  RieszTransform(const std::vector<std::int64_t>& orders, const SpectralLayout& layout,
                 const Vector& spacing);

  /// Multiplies frequencies of a spectrum from `first` on, along x, and with `factors` of a real
  /// filter.
  void multiply(const Index& first, std::span<const double> factors, std::span<double> re,
                std::span<double> im) const;

 private:
  /// Half the sampling frequency of an axis has no sign: of an odd order along it, nothing is left
  /// of the response's real part.
  [[nodiscard]] bool cancelled(const Index& at) const noexcept;

  std::array<std::vector<double>, 3> frequencies_;  ///< per mm
  std::array<std::int64_t, 3> orders_{0, 0, 0};
  std::int64_t total_ = 0;
  double scale_ = 1.0;
};

/// The gain of a real filter for one row of frequencies; empty: 1.
using RealBand = std::function<void(std::int64_t y, std::int64_t z, std::span<double> factors)>;

/// The Riesz transform of an image, filtered by `band` first, in a box of its layout.
Volume<double> riesz_response(const Spectrum& image, const SpectralLayout& layout,
                              const Vector& spacing, const std::vector<std::int64_t>& orders,
                              const RealBand& band, const Box& box, const Parallel& parallel);

/// The setting of the orders, and what they must be for a number of dimensions.
SettingDeclaration riesz_orders_setting();
void require_riesz_orders(const FilterValues& values);

}  // namespace voxtrait
