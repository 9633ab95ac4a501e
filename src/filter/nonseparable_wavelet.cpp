#include <algorithm>

#include "common.hpp"
#include "filters.hpp"
#include "isotropic_settings.hpp"
#include "spectral_filter.hpp"

namespace voxtrait {

namespace {

Volume<double> response(const FilterValues& values, const Region& image, const Box& wanted,
                        const Parallel& parallel) {
  const SpectralLayout layout = isotropic_layout(values, image.grid, wanted);
  const IsotropicBand band = isotropic_band(values, layout);
  const HalfTransfer transfer = [&band](const Index& first, std::span<double> re,
                                        std::span<double> im) {
    std::array<double, most_frequencies> factors{};
    band.row(first, std::span(factors).first(re.size()));
    for (std::size_t x = 0; x < re.size(); ++x) {
      re[x] *= factors[x];
      im[x] *= factors[x];
    }
  };
  return filtered(image, wanted, layout, transfer, parallel);
}

}  // namespace

std::vector<SettingDeclaration> isotropic_settings() {
  return {{.key = "wavelet",
           .unit = "",
           .doc = "the isotropic wavelet",
           .type = SettingType::choice,
           .choices = isotropic_wavelet_names(),
           .default_value = std::string("simoncelli")},
          {.key = "level",
           .unit = "",
           .doc = "level of decomposition; the first holds the highest frequencies (IBSI GCEK)",
           .type = SettingType::integer,
           .minimum = 1,
           .maximum = 8,
           .default_value = std::int64_t{1}},
          dimensions_setting(),
          boundary_setting()};
}

SpectralLayout isotropic_layout(const FilterValues& values, const Index& grid, const Box& wanted,
                                const Index& least) {
  const std::size_t axes = dimensions_of(values);
  Index margin = isotropic_margin(values.whole("level"), axes, grid);
  for (std::size_t a = 0; a < 3; ++a) margin[a] = std::max(margin[a], least[a]);
  return layout_of(grid, wanted, axes, boundary_of(values), margin);
}

IsotropicBand isotropic_band(const FilterValues& values, const SpectralLayout& layout) {
  return {isotropic_wavelet_named(values.word("wavelet")), values.whole("level"), layout};
}

Box isotropic_need(const FilterValues& values, const Box& wanted, const Index& grid,
                   const Vector& /*spacing*/) {
  return spectral_need(wanted, grid, dimensions_of(values));
}

Filter nonseparable_wavelet_filter() {
  return {.info = {"nonseparable_wavelet", "LODD", "Non-separable wavelets",
                   "The band-pass (B) map of an isotropic wavelet, made in the Fourier domain."},
          .settings = isotropic_settings(),
          .needs = isotropic_need,
          .memory =
              [](const FilterValues& values, const Box& wanted, const Index& grid, const Vector&) {
                return bytes_of(isotropic_layout(values, grid, wanted), wanted, 1, 1);
              },
          .apply = response};
}

}  // namespace voxtrait
