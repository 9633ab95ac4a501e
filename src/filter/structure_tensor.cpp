// Eigen must give the same bits on every processor: no packets of varying width.
#define EIGEN_DONT_VECTORIZE
#include "structure_tensor.hpp"

#include <Eigen/Eigenvalues>

#include "gaussian_taps.hpp"
#include "voxtrait/filter/convolve.hpp"

namespace voxtrait {

namespace {

constexpr double cutoff = 4.0;  ///< standard deviations

/// Rows and columns of the tensor's six entries.
constexpr std::array<std::array<std::size_t, 2>, 6> entries{
    {{0, 0}, {1, 0}, {1, 1}, {2, 0}, {2, 1}, {2, 2}}};

Volume<double> derivative(const Spectrum& image, const SpectralLayout& layout,
                          const Vector& spacing, const RealBand& band, std::size_t axis,
                          const Box& box, const Parallel& parallel) {
  std::vector<std::int64_t> orders(3, 0);
  orders[axis] = 1;
  return riesz_response(image, layout, spacing, orders, band, box, parallel);
}

SeparableKernel window(double sigma_mm, std::size_t axes, const Vector& spacing) {
  const Index reach = tensor_reach(sigma_mm, axes, spacing);
  SeparableKernel kernel;
  for (std::size_t a = 0; a < axes; ++a) {
    kernel[a] = gaussian_taps(sigma_mm / spacing[a], reach[a]);
  }
  return kernel;
}

Volume<double> product(const Volume<double>& a, const Volume<double>& b) {
  Volume<double> result(a.size(), Filling::dense);
  for (std::size_t i = 0; i < result.values().size(); ++i) {
    result.values()[i] = a.values()[i] * b.values()[i];
  }
  return result;
}

/// The entries of the tensor; those of axes that do not count stay empty.
using Tensor = std::array<Volume<double>, 6>;

Tensor tensor_of(const Spectrum& image, const SpectralLayout& layout, const Vector& spacing,
                 const RealBand& band, double sigma_mm, const Box& box, const Parallel& parallel) {
  const SeparableKernel kernel = window(sigma_mm, layout.axes, spacing);
  // The extended image repeats itself beyond its layout.
  const Box around = needed_box(Boundary::periodic, box, reach_of(kernel), layout.size);
  std::array<Volume<double>, 3> derivatives;
  for (std::size_t a = 0; a < layout.axes; ++a) {
    derivatives[a] = derivative(image, layout, spacing, band, a, around, parallel);
  }
  Tensor tensor;
  for (std::size_t e = 0; e < entries.size(); ++e) {
    const auto [row, column] = entries[e];
    if (row >= layout.axes) continue;
    const Region products{product(derivatives[row], derivatives[column]), around, layout.size,
                          spacing};
    tensor[e] = convolved(products, kernel, Boundary::periodic, box, parallel).values;
  }
  return tensor;
}

StructureAxes axes_at(const Tensor& tensor, std::size_t voxel) {
  Eigen::Matrix3d matrix = Eigen::Matrix3d::Zero();
  for (std::size_t e = 0; e < entries.size(); ++e) {
    if (tensor[e].values().empty()) continue;
    matrix(static_cast<Eigen::Index>(entries[e][0]), static_cast<Eigen::Index>(entries[e][1])) =
        tensor[e].values()[voxel];
  }
  // Reads the lower triangle; eigenvalues rise.
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(matrix);
  StructureAxes axes{};
  for (Eigen::Index a = 0; a < 3; ++a) {
    for (Eigen::Index c = 0; c < 3; ++c) {
      axes[static_cast<std::size_t>(3 * a + c)] = solver.eigenvectors()(c, 2 - a);
    }
  }
  return axes;
}

}  // namespace

Index tensor_reach(double sigma_mm, std::size_t axes, const Vector& spacing) noexcept {
  Index reach{0, 0, 0};
  for (std::size_t a = 0; a < axes; ++a) reach[a] = gaussian_reach(sigma_mm / spacing[a], cutoff);
  return reach;
}

std::vector<StructureAxes> structure_axes(const Spectrum& image, const SpectralLayout& layout,
                                          const Vector& spacing, const RealBand& band,
                                          double sigma_mm, const Box& box,
                                          const Parallel& parallel) {
  const Tensor tensor = tensor_of(image, layout, spacing, band, sigma_mm, box, parallel);
  const std::size_t voxels = tensor[0].values().size();
  const std::size_t slice = voxels / static_cast<std::size_t>(box.extent(2));
  std::vector<StructureAxes> axes(voxels);
  parallel.for_each(static_cast<std::size_t>(box.extent(2)), [&](std::size_t z) {
    for (std::size_t i = z * slice; i < (z + 1) * slice; ++i) axes[i] = axes_at(tensor, i);
  });
  return axes;
}

}  // namespace voxtrait
