#include <algorithm>
#include <cmath>

#include "pyradiomics_types.hpp"

namespace voxtrait {

namespace {

/// A region with one more voxel on each side, as far as the image goes.
struct Surroundings {
  Volume<double> values;
  Box box;

  /// The rows of a voxel's neighbours along an axis, the edge's value beyond the edge.
  [[nodiscard]] const double* row(std::int64_t y, std::int64_t z) const {
    const std::int64_t j = std::clamp(y, box.begin[1], box.end[1] - 1) - box.begin[1];
    const std::int64_t k = std::clamp(z, box.begin[2], box.end[2] - 1) - box.begin[2];
    return values.row(j, k).data();
  }
  [[nodiscard]] std::int64_t column(std::int64_t x) const {
    return std::clamp(x, box.begin[0], box.end[0] - 1) - box.begin[0];
  }
};

Box with_neighbours(const PyradiomicsSettings&, const Box& box, const Index& size, const Vector&) {
  return grown(box, {1, 1, 1}, size);
}

/// Central differences; a 32-bit float, as ITK's filter gives one.
void gradient_row(const Surroundings& image, const Box& box, std::int64_t y, std::int64_t z,
                  const Vector& weight, double* result) {
  const double* here = image.row(y, z);
  const double* up = image.row(y - 1, z);
  const double* down = image.row(y + 1, z);
  const double* below = image.row(y, z - 1);
  const double* above = image.row(y, z + 1);
  for (std::int64_t x = box.begin[0]; x < box.end[0]; ++x) {
    const std::int64_t i = image.column(x);
    const double gx = weight[0] * here[image.column(x + 1)] - weight[0] * here[image.column(x - 1)];
    const double gy = weight[1] * down[i] - weight[1] * up[i];
    const double gz = weight[2] * above[i] - weight[2] * below[i];
    result[x - box.begin[0]] = static_cast<float>(std::sqrt(gx * gx + gy * gy + gz * gz));
  }
}

Volume<double> gradient(const ImageTypeInput& input) {
  Vector weight{0.5, 0.5, 0.5};
  if (input.settings.gradient_use_spacing) {
    for (std::size_t a = 0; a < 3; ++a) weight[a] *= 1.0 / input.source.spacing[a];
  }
  const Box wanted = within(input.source, input.box);
  Surroundings image{{}, with_neighbours(input.settings, wanted, input.source.box.extents(), {})};
  image.values = read_within(input.source, image.box);
  Volume<double> result(input.box.extents(), Filling::dense);
  input.parallel.for_each(static_cast<std::size_t>(input.box.extent(2)), [&](std::size_t i) {
    const auto z = static_cast<std::int64_t>(i);
    for (std::int64_t y = 0; y < input.box.extent(1); ++y) {
      gradient_row(image, wanted, wanted.begin[1] + y, wanted.begin[2] + z, weight,
                   result.row(y, z).data());
    }
  });
  return result;
}

}  // namespace

PyradiomicsImageType gradient_type() {
  return {"Gradient",
          "`gradient`",
          "The magnitude of the gradient by central differences, in 32-bit floats.",
          {"gradientUseSpacing"},
          [](const PyradiomicsSettings&) { return std::vector<std::string>{"gradient"}; },
          with_neighbours,
          [](const ImageTypeInput& input, const ImageTypeVisitor& visit) {
            visit("gradient", ImageTypeVariant{gradient(input), PixelType::float32});
          }};
}

}  // namespace voxtrait
