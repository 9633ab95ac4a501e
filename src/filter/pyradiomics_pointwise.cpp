#include <algorithm>
#include <cmath>

#include "pyradiomics_types.hpp"
#include "voxtrait/core/rounded.hpp"

namespace voxtrait {

namespace {

/// The largest magnitude in the whole image, slice by slice, so that it is never copied as a whole.
double largest_magnitude(const ImageTypeInput& input) {
  const Box& box = input.source.box;
  std::vector<double> slices(static_cast<std::size_t>(box.extent(2)));
  input.parallel.for_each(slices.size(), [&](std::size_t i) {
    Box slice = box;
    slice.begin[2] += static_cast<std::int64_t>(i);
    slice.end[2] = slice.begin[2] + 1;
    double most = 0.0;
    const Volume<double> values = input.source.read(slice);
    for (const double v : values.values()) most = std::max(most, std::abs(v));
    slices[i] = most;
  });
  return std::ranges::max(slices);
}

// Roundings follow PyRadiomics step by step: the largest value often lies on the edge of a bin.

double square(double value, double largest) {
  const double scaled = 1.0 / std::sqrt(largest) * value;
  return scaled * scaled;
}

double square_root(double value, double largest) {
  return std::copysign(std::sqrt(std::abs(value) * largest), value);
}

double logarithm(double value, double largest) {
  const double own = std::copysign(rounded_log(std::abs(value) + 1.0), value);
  return own * (largest / rounded_log(largest + 1.0));
}

double exponential(double value, double largest) {
  return rounded_exp(rounded_log(largest) / largest * value);
}

using Function = double (*)(double value, double largest);

PyradiomicsImageType pointwise(std::string_view id, std::string_view name,
                               std::string_view quoted_name, std::string_view doc,
                               Function function) {
  return {id,
          quoted_name,
          doc,
          {},
          [name](const PyradiomicsSettings&) { return std::vector{std::string(name)}; },
          [](const PyradiomicsSettings&, const Box& wanted, const Index&, const Vector&) {
            return wanted;
          },
          [name, function](const ImageTypeInput& input, const ImageTypeVisitor& visit) {
            const double largest = largest_magnitude(input);
            ImageTypeVariant variant{input.source.read(input.box)};
            for (double& v : variant.values.values()) v = function(v, largest);
            visit(std::string(name), std::move(variant));
          }};
}

}  // namespace

PyradiomicsImageType square_type() {
  return pointwise("Square", "square", "`square`",
                   "The square of intensities, scaled to the largest magnitude in the image.",
                   square);
}

PyradiomicsImageType square_root_type() {
  return pointwise("SquareRoot", "squareroot", "`squareroot`",
                   "The square root of the magnitude with the intensity's sign, scaled to the "
                   "largest magnitude in the image.",
                   square_root);
}

PyradiomicsImageType logarithm_type() {
  return pointwise("Logarithm", "logarithm", "`logarithm`",
                   "The logarithm of the magnitude plus 1 with the intensity's sign, scaled to the "
                   "largest magnitude in the image.",
                   logarithm);
}

PyradiomicsImageType exponential_type() {
  return pointwise("Exponential", "exponential", "`exponential`",
                   "The exponential of the intensity, scaled so that the largest magnitude in the "
                   "image keeps its value.",
                   exponential);
}

}  // namespace voxtrait
