#include "gabor_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "plane_transform.hpp"
#include "turns.hpp"
#include "voxtrait/core/elementary.hpp"

namespace voxtrait {

namespace {

/// The kernel's value at a place in mm for a direction of the wave.
std::complex<double> value_at(const GaborShape& shape, double x, double y,
                              const std::complex<double>& direction) noexcept {
  const double along = x * direction.real() + y * direction.imag();
  const double across = shape.gamma * (y * direction.real() - x * direction.imag());
  const double envelope =
      exp(-0.5 * (along * along + across * across) / (shape.sigma_mm * shape.sigma_mm));
  return envelope * unit_vector_at(along / shape.wavelength_mm);
}

std::size_t wrapped(std::int64_t i, std::size_t n) noexcept {
  const auto size = static_cast<std::int64_t>(n);
  return static_cast<std::size_t>(((i % size) + size) % size);
}

}  // namespace

Index gabor_reach(const GaborShape& shape, const GaborPlane& plane,
                  const Vector& spacing) noexcept {
  Index reach{0, 0, 0};
  const double reach_mm = shape.cutoff * shape.sigma_mm / std::min(shape.gamma, 1.0);
  for (const std::size_t a : {plane.u, plane.v}) {
    reach[a] = static_cast<std::int64_t>(std::ceil(reach_mm / spacing[a]));
  }
  return reach;
}

std::vector<std::vector<double>> gabor_spectra(const GaborShape& shape, const GaborPlane& plane,
                                               const Vector& spacing,
                                               const std::vector<double>& turns, std::size_t nu,
                                               std::size_t nv, const Parallel& parallel) {
  constexpr std::size_t lines = PlaneTransform::lines;
  const Index reach = gabor_reach(shape, plane, spacing);
  std::vector<std::vector<double>> spectra(turns.size());
  const std::size_t batches = (turns.size() + lines - 1) / lines;
  parallel.for_each(batches, [&](std::size_t batch) {
    const std::size_t here = std::min(lines, turns.size() - batch * lines);
    PlaneTransform transform(nu, nv);
    std::vector<double> re(transform.numbers());
    std::vector<double> im(transform.numbers());
    for (std::size_t t = 0; t < here; ++t) {
      const std::complex<double> direction = unit_vector_at(turns[batch * lines + t]);
      for (std::int64_t v = -reach[plane.v]; v <= reach[plane.v]; ++v) {
        for (std::int64_t u = -reach[plane.u]; u <= reach[plane.u]; ++u) {
          const auto value = value_at(shape, static_cast<double>(u) * spacing[plane.u],
                                      static_cast<double>(v) * spacing[plane.v], direction);
          const std::size_t at = (wrapped(v, nv) * nu + wrapped(u, nu)) * lines + t;
          re[at] += value.real();
          im[at] += value.imag();
        }
      }
    }
    transform.forward(re, im);
    for (std::size_t t = 0; t < here; ++t) {
      std::vector<double>& spectrum = spectra[batch * lines + t];
      spectrum.resize(2 * nu * nv);
      for (std::size_t i = 0; i < nu * nv; ++i) {
        spectrum[i] = re[i * lines + t];
        spectrum[nu * nv + i] = im[i * lines + t];
      }
    }
  });
  return spectra;
}

}  // namespace voxtrait
