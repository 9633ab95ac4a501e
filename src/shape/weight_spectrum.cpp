#include "shape/weight_spectrum.hpp"

#include <algorithm>
#include <cmath>

namespace voxtrait {

namespace {

constexpr std::size_t block = FourierTransform::block;

}  // namespace

GaussianSum weights_in(const Index& extent, const Vector& spacing) {
  double nearest = 0.0;
  double furthest2 = 0.0;
  for (std::size_t a = 0; a < 3; ++a) {
    if (extent[a] == 1) continue;
    nearest = nearest == 0.0 ? spacing[a] : std::min(nearest, spacing[a]);
    const double length = static_cast<double>(extent[a] - 1) * spacing[a];
    furthest2 += length * length;
  }
  return inverse_distance(nearest, std::sqrt(furthest2));
}

WeightSpectrum::WeightSpectrum(const GaussianSum& sum, const SpectralPlan& plan,
                               const HalvedAxis& x, const HalvedAxis& mid, const Vector& spacing)
    : width(whole_blocks(sum.terms.size())),
      along_x_width(plan.weights_width()),
      along_middle(spectra_of_terms(sum, spacing[plan.middle], mid.size(), width)),
      along_slow(spectra_of_terms(sum, spacing[plan.slow], plan.slow_size, width)) {
  for (const GaussianSum::Term& term : sum.terms) factors.push_back(term.factor);
  const std::vector<double> spectra = spectra_of_terms(sum, spacing[0], x.size(), width);
  along_x.resize(factors.size() * along_x_width);
  for (std::size_t k = 0; k < spectra.size() / width; ++k) {
    for (std::size_t q = 0; q < factors.size(); ++q) {
      along_x[q * along_x_width + k] = spectra[k * width + q];
    }
  }
}

void WeightSpectrum::others(std::size_t slow_frequency, const std::uint32_t* middle_frequencies,
                            std::size_t count, double* out) const noexcept {
  const double* slow = along_slow.data() + slow_frequency * width;
  for (std::size_t q = 0; q < factors.size(); ++q) {
    const double factor = factors[q] * slow[q];
    for (std::size_t i = 0; i < block; ++i) {
      const std::size_t k = middle_frequencies[std::min(i, count - 1)];
      out[q * block + i] = factor * along_middle[k * width + q];
    }
  }
}

}  // namespace voxtrait
