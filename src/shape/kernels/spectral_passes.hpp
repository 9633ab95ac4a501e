#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

/// What is transformed: the deviation x of the intensity from the mean, the mask and x^2.
inline constexpr std::size_t spectral_fields = 3;

/// A row of voxels and the complex number that it is multiplied by.
struct VoxelRow {
  const double* intensity = nullptr;
  const std::uint8_t* mask = nullptr;
  double phase[2] = {1.0, 0.0};
};

/// Adds up the fields of rows times their phases, from column `begin` to `end`, in whole blocks of
/// FourierTransform::block: there may be garbage from `end` on, and up to 7 voxels beyond are read.
/// Real parts go to `target`; `field` and `imaginary` are the steps to the next field and to the
/// imaginary parts.
void add_rows(std::span<const VoxelRow> rows, double mean, std::size_t begin, std::size_t end,
              double* target, std::size_t field, std::size_t imaginary);

/// A transform of twice its size of numbers of which the second half is 0, done as two: that of
/// even frequencies and that of odd ones, whose input is first multiplied by `phases`.
struct HalfTransform {
  const FourierTransform* transform = nullptr;
  const double* phases = nullptr;  ///< real and imaginary parts by turns; none for even ones
  std::size_t count = 0;           ///< numbers that are not padding
};

/// Transforms a block of columns from `in` to `out`.
void transform_block(const HalfTransform& half, const Columns& in, const Columns& out,
                     double* scratch);
std::size_t transform_block_scratch(std::size_t size) noexcept;

/// Lines along x for a block of frequencies along the axis before.
struct SpectralLines {
  const double* first = nullptr;  ///< real parts of the first line of the first field
  std::size_t field = 0;          ///< step to the next field
  std::size_t line = 0;           ///< step to the next line
  std::size_t imaginary = 0;      ///< step to the imaginary parts
  std::size_t count = 0;          ///< lines; those missing in a block yield garbage
};

/// The spectra of terms of the weights at a block of frequencies and for every frequency along x.
struct SpectralWeights {
  const double* along_x = nullptr;  ///< for each term, `width` frequencies
  const double* others = nullptr;   ///< for each term, a block
  std::size_t terms = 0;
  std::size_t width = 0;  ///< a multiple of FourierTransform::block
};

/// Transforms along x.
struct LineTransforms {
  const HalfTransform* halves = nullptr;
  std::size_t classes = 0;
  const std::uint32_t* frequency = nullptr;  ///< of each position, the absolute one; per class
};

/// Sums over all frequencies along x of weight times |x|^2, |mask|^2 and Re(conj(mask) x^2): a
/// block of sums each. `scratch` holds power_sums_scratch() values.
void power_sums(const SpectralLines& lines, const LineTransforms& transforms,
                const SpectralWeights& weights, double* sums, double* scratch);
std::size_t power_sums_scratch(std::size_t voxels, std::size_t size, std::size_t width) noexcept;

}  // namespace voxtrait
