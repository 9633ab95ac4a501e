#include "riesz.hpp"

#include <cmath>

#include "common.hpp"
#include "filters.hpp"
#include "gaussian_taps.hpp"
#include "isotropic_settings.hpp"
#include "riesz_steering.hpp"
#include "spectral_filter.hpp"
#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

namespace {

double factorial(std::int64_t n) noexcept {
  return n < 2 ? 1.0 : static_cast<double>(n) * factorial(n - 1);
}

double power(double x, std::int64_t n) noexcept {
  double result = 1.0;
  for (std::int64_t i = 0; i < n; ++i) result *= x;
  return result;
}

/// The discrete spectrum of a symmetric kernel, which is real.
std::vector<double> spectrum_of(const Taps& taps, std::int64_t size) {
  const std::int64_t reach = reach_of(taps);
  std::vector<double> spectrum;
  for (std::int64_t k = 0; k < size; ++k) {
    double sum = taps[static_cast<std::size_t>(reach)];
    for (std::int64_t j = 1; j <= reach; ++j) {
      const auto angle = static_cast<std::size_t>(j * k % size);
      sum += 2.0 * taps[static_cast<std::size_t>(reach + j)] *
             unit_vector(angle, static_cast<std::size_t>(size)).real();
    }
    spectrum.push_back(sum);
  }
  return spectrum;
}

/// The Laplacian of Gaussian on the frequencies of a layout.
class LaplacianSpectrum {
 public:
  LaplacianSpectrum(const LaplacianTaps& taps, const SpectralLayout& layout) {
    for (std::size_t a = 0; a < 3; ++a) {
      const bool along = a < layout.axes;
      const auto n = static_cast<std::size_t>(layout.size[a]);
      smooth_[a] = along ? spectrum_of(taps.smooth[a], layout.size[a]) : std::vector(n, 1.0);
      curved_[a] = along ? spectrum_of(taps.curved[a], layout.size[a]) : std::vector(n, 0.0);
    }
  }

  void row(const Index& first, std::span<double> factors) const {
    const auto iy = static_cast<std::size_t>(first[1]);
    const auto iz = static_cast<std::size_t>(first[2]);
    const double* smooth_x = smooth_[0].data() + first[0];
    const double* curved_x = curved_[0].data() + first[0];
    const double smooth = smooth_[1][iy] * smooth_[2][iz];
    const double curved = curved_[1][iy] * smooth_[2][iz] + smooth_[1][iy] * curved_[2][iz];
    for (std::size_t x = 0; x < factors.size(); ++x) {
      factors[x] = curved_x[x] * smooth + smooth_x[x] * curved;
    }
  }

 private:
  std::array<std::vector<double>, 3> smooth_;
  std::array<std::vector<double>, 3> curved_;
};

/// The image filtered by a real filter and its Riesz transform.
template <class Band>
Volume<double> transformed(const FilterValues& values, const Region& image, const Box& wanted,
                           const SpectralLayout& layout, const Band& band,
                           const Parallel& parallel) {
  if (values.flag("steered")) {
    const RealBand row = [&](std::int64_t y, std::int64_t z, std::span<double> factors) {
      band.row({0, y, z}, factors);
    };
    return steered_riesz(image, wanted, layout, values, row, parallel);
  }
  const RieszTransform riesz(values.list("riesz_order"), layout, image.spacing);
  const HalfTransfer transfer = [&](const Index& first, std::span<double> re,
                                    std::span<double> im) {
    std::array<double, most_frequencies> factors{};
    band.row(first, std::span(factors).first(re.size()));
    riesz.multiply(first, factors, re, im);
  };
  return filtered(image, wanted, layout, transfer, parallel);
}

LaplacianTaps taps_of(const FilterValues& values, const Vector& spacing) {
  return laplacian_taps(values.number("sigma_mm"), values.number("cutoff"), dimensions_of(values),
                        spacing);
}

SpectralLayout layout_of_log(const FilterValues& values, const Box& wanted, const Index& grid,
                             const Vector& spacing) {
  const LaplacianTaps taps = taps_of(values, spacing);
  const std::size_t axes = dimensions_of(values);
  Index margin = steering_margin(values, grid, spacing);
  for (std::size_t a = 0; a < axes; ++a) {
    margin[a] = std::max<std::int64_t>({margin[a], 32, 4 * reach_of(taps.smooth[a])});
  }
  return layout_of(grid, wanted, axes, boundary_of(values), margin);
}

SpectralLayout layout_of_wavelet(const FilterValues& values, const Box& wanted, const Index& grid,
                                 const Vector& spacing) {
  return isotropic_layout(values, grid, wanted, steering_margin(values, grid, spacing));
}

Volume<double> riesz_log(const FilterValues& values, const Region& image, const Box& wanted,
                         const Parallel& parallel) {
  const SpectralLayout layout = layout_of_log(values, wanted, image.grid, image.spacing);
  const LaplacianSpectrum band(taps_of(values, image.spacing), layout);
  return transformed(values, image, wanted, layout, band, parallel);
}

Volume<double> riesz_wavelet(const FilterValues& values, const Region& image, const Box& wanted,
                             const Parallel& parallel) {
  const SpectralLayout layout = layout_of_wavelet(values, wanted, image.grid, image.spacing);
  return transformed(values, image, wanted, layout, isotropic_band(values, layout), parallel);
}

/// Steering keeps the spectrum and works on a copy of it, beside the tensor and its axes.
std::uint64_t memory_in(const SpectralLayout& layout, const FilterValues& values,
                        const Box& wanted) {
  return values.flag("steered") ? bytes_of(layout, wanted, 5, 17) : bytes_of(layout, wanted, 1, 1);
}

/// What a filter's Riesz transform has, and what the filter has itself.
std::vector<SettingDeclaration> with_riesz_settings(std::vector<SettingDeclaration> own) {
  std::vector<SettingDeclaration> settings = steering_settings();
  settings.insert(settings.begin(), riesz_orders_setting());
  settings.insert(settings.end(), own.begin(), own.end());
  return settings;
}

}  // namespace

RieszTransform::RieszTransform(const std::vector<std::int64_t>& orders,
                               const SpectralLayout& layout, const Vector& spacing) {
  double squared = 1.0;
  for (std::size_t a = 0; a < layout.axes; ++a) {
    orders_[a] = orders[a];
    total_ += orders[a];
    squared /= factorial(orders[a]);
  }
  scale_ = std::sqrt(squared * factorial(total_));
  for (std::size_t a = 0; a < 3; ++a) {
    frequencies_[a].assign(static_cast<std::size_t>(layout.size[a]), 0.0);
    if (a >= layout.axes) continue;
    const double length = static_cast<double>(layout.size[a]) * spacing[a];
    for (std::int64_t k = 0; k < layout.size[a]; ++k) {
      frequencies_[a][static_cast<std::size_t>(k)] =
          static_cast<double>(layout.frequency(a, k)) / length;
    }
  }
}

bool RieszTransform::cancelled(const Index& at) const noexcept {
  std::int64_t orders = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    if (2 * at[a] == static_cast<std::int64_t>(frequencies_[a].size())) orders += orders_[a];
  }
  return orders % 2 == 1;
}

void RieszTransform::multiply(const Index& first, std::span<const double> factors,
                              std::span<double> re, std::span<double> im) const {
  const double fy = frequencies_[1][static_cast<std::size_t>(first[1])];
  const double fz = frequencies_[2][static_cast<std::size_t>(first[2])];
  const double rest = scale_ * power(fy, orders_[1]) * power(fz, orders_[2]);
  const std::complex<double> turn = unit_vector(static_cast<std::size_t>(total_ % 4), 4);  // (-i)^n
  for (std::size_t x = 0; x < re.size(); ++x) {
    const Index at{first[0] + static_cast<std::int64_t>(x), first[1], first[2]};
    const double fx = frequencies_[0][static_cast<std::size_t>(at[0])];
    const double length = std::sqrt(fx * fx + fy * fy + fz * fz);
    double gain = 0.0;
    if (length > 0.0 && !cancelled(at))
      gain = factors[x] * rest * power(fx, orders_[0]) / power(length, total_);
    const double a = gain * re[x];
    const double b = gain * im[x];
    re[x] = a * turn.real() - b * turn.imag();
    im[x] = a * turn.imag() + b * turn.real();
  }
}

Volume<double> riesz_response(const Spectrum& image, const SpectralLayout& layout,
                              const Vector& spacing, const std::vector<std::int64_t>& orders,
                              const RealBand& band, const Box& box, const Parallel& parallel) {
  const RieszTransform riesz(orders, layout, spacing);
  const Transfer transfer = [&](std::int64_t y, std::int64_t z, std::span<double> re,
                                std::span<double> im) {
    std::vector<double> factors(re.size(), 1.0);
    if (band) band(y, z, factors);
    riesz.multiply({0, y, z}, factors, re, im);
  };
  return response_of(image, layout, transfer, box, parallel);
}

SettingDeclaration riesz_orders_setting() {
  return {.key = "riesz_order",
          .unit = "",
          .doc = "order of the Riesz transform along each axis, x first; one for each dimension",
          .type = SettingType::integers,
          .minimum = 0,
          .maximum = 8,
          .default_value = std::vector<std::int64_t>{1, 0, 0}};
}

void require_riesz_orders(const FilterValues& values) {
  const std::vector<std::int64_t>& orders = values.list("riesz_order");
  std::int64_t total = 0;
  for (const std::int64_t order : orders) total += order;
  if (orders.size() == dimensions_of(values) && total > 0) return require_steerable(values);
  reject_setting("riesz_order",
                 "expected " + std::to_string(dimensions_of(values)) +
                     " orders, one for each dimension, of which at least one is above 0");
}

Filter riesz_log_filter() {
  return {.info = {"riesz_log", "AYRS", "Riesz-transformed Laplacian of Gaussian",
                   "Directional derivatives, all of one amplitude, of the response to a Laplacian "
                   "of Gaussian."},
          .settings = with_riesz_settings(
              {sigma_setting(1.5), cutoff_setting(4.0), dimensions_setting(), boundary_setting()}),
          .check = require_riesz_orders,
          .needs = [](const FilterValues& values, const Box& wanted, const Index& grid,
                      const Vector&) { return spectral_need(wanted, grid, dimensions_of(values)); },
          .memory =
              [](const FilterValues& values, const Box& wanted, const Index& grid,
                 const Vector& spacing) {
                return memory_in(layout_of_log(values, wanted, grid, spacing), values, wanted);
              },
          .apply = riesz_log};
}

Filter riesz_wavelet_filter() {
  return {.info = {"riesz_wavelet", "AYRS", "Riesz-transformed non-separable wavelet",
                   "Directional derivatives, all of one amplitude, of the band-pass map of an "
                   "isotropic wavelet."},
          .settings = with_riesz_settings(isotropic_settings()),
          .check = require_riesz_orders,
          .needs = isotropic_need,
          .memory =
              [](const FilterValues& values, const Box& wanted, const Index& grid,
                 const Vector& spacing) {
                return memory_in(layout_of_wavelet(values, wanted, grid, spacing), values, wanted);
              },
          .apply = riesz_wavelet};
}

}  // namespace voxtrait
