#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "shape/kernels/spectral_passes.hpp"
#include "voxtrait/core/fourier.hpp"
#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// An axis whose transform of twice its length is done as two halves; see HalfTransform.
class HalvedAxis {
 public:
  explicit HalvedAxis(std::size_t voxels);

  [[nodiscard]] std::size_t voxels() const noexcept { return voxels_; }
  [[nodiscard]] std::size_t classes() const noexcept { return classes_; }
  /// Frequencies in a class.
  [[nodiscard]] std::size_t length() const noexcept { return transform_.size(); }
  /// Length of the whole, padded transform; one voxel needs no padding.
  [[nodiscard]] std::size_t size() const noexcept { return classes_ * length(); }
  [[nodiscard]] std::array<HalfTransform, 2> halves() const noexcept;
  /// The absolute frequency at each position: class by class.
  [[nodiscard]] const std::vector<std::uint32_t>& frequencies() const noexcept {
    return frequencies_;
  }

 private:
  std::size_t voxels_;
  std::size_t classes_;
  FourierTransform transform_;
  std::vector<double> phases_;
  std::vector<std::uint32_t> frequencies_;
};

/// How the spectrum of a box is gone through within little memory.
///
/// The longer one of y and z is the slow axis. Its frequencies are done in classes of equal
/// remainder modulo `classes`, so that only `class_length` planes of x and the middle axis are
/// alive at a time; `slots` of them are then transformed along the middle axis at once.
struct SpectralPlan {
  explicit SpectralPlan(const Index& extent);

  /// Work is split into this many parts at most; each has scratch memory of its own.
  static constexpr std::size_t parts = 8;

  [[nodiscard]] std::size_t plane_values() const noexcept { return 2 * width * middle_voxels; }
  [[nodiscard]] std::size_t slot_values() const noexcept { return 2 * width * middle_length; }
  [[nodiscard]] std::size_t scratch_values(std::size_t terms) const noexcept;
  /// Values along x of the weights' terms.
  [[nodiscard]] std::size_t weights_width() const noexcept;
  /// An upper bound of all but planes and slots.
  [[nodiscard]] std::size_t table_values() const noexcept;
  /// An upper bound of everything that is allocated.
  [[nodiscard]] std::uint64_t bytes() const noexcept;

  std::size_t slow;    ///< axis 1 or 2
  std::size_t middle;  ///< the other one
  std::size_t slow_voxels;
  std::size_t middle_voxels;
  std::size_t x_voxels;
  std::size_t width;  ///< voxels along x and padding to whole blocks
  std::size_t x_length;
  std::size_t middle_length;
  std::size_t slow_size;  ///< of the padded transform
  std::size_t class_length = 1;
  std::size_t classes = 1;
  std::size_t slots = 1;
};

/// A multiple of FourierTransform::block.
constexpr std::size_t whole_blocks(std::size_t n) noexcept {
  return (n + FourierTransform::block - 1) / FourierTransform::block * FourierTransform::block;
}

}  // namespace voxtrait
