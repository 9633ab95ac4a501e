#include "shape/spectral_plan.hpp"

#include <algorithm>

namespace voxtrait {

namespace {

/// Planes may take this much, or what is left of so many bytes for each voxel of the box.
constexpr std::size_t small = 1U << 18U;
constexpr double bytes_per_voxel = 5.5;
/// Slots beyond this many bytes would leave the second-level cache.
constexpr std::size_t slots_bytes = 1U << 18U;
/// More than the terms that weights have for any distances in an image.
constexpr std::size_t most_terms = 168;

/// At least 1: what an empty box would take may be asked too.
std::size_t voxels_along(const Index& extent, std::size_t axis) noexcept {
  return static_cast<std::size_t>(std::max<std::int64_t>(extent[axis], 1));
}

std::size_t half_length(std::size_t voxels) noexcept {
  return voxels == 1 ? 1 : fast_transform_size(voxels);
}

std::size_t padded(std::size_t voxels) noexcept {
  return voxels == 1 ? 1 : 2 * half_length(voxels);
}

}  // namespace

HalvedAxis::HalvedAxis(std::size_t voxels)
    : voxels_(voxels),
      classes_(voxels == 1 ? 1 : 2),
      transform_(half_length(voxels)) {
  for (std::size_t i = 0; i < voxels; ++i) {
    const auto phase = unit_vector(i, size());
    phases_.insert(phases_.end(), {phase.real(), phase.imag()});
  }
  const auto whole = static_cast<std::uint32_t>(size());
  for (std::uint32_t c = 0; c < classes_; ++c) {
    for (const std::uint32_t k : transform_.order()) {
      const auto frequency = static_cast<std::uint32_t>(classes_) * k + c;
      frequencies_.push_back(std::min(frequency, whole - frequency));
    }
  }
}

std::array<HalfTransform, 2> HalvedAxis::halves() const noexcept {
  return {HalfTransform{&transform_, nullptr, voxels_},
          HalfTransform{&transform_, phases_.data(), voxels_}};
}

SpectralPlan::SpectralPlan(const Index& extent)
    : slow(extent[1] > extent[2] ? 1 : 2),
      middle(3 - slow),
      slow_voxels(voxels_along(extent, slow)),
      middle_voxels(voxels_along(extent, middle)),
      x_voxels(voxels_along(extent, 0)),
      width(whole_blocks(x_voxels)),
      x_length(half_length(x_voxels)),
      middle_length(half_length(middle_voxels)),
      slow_size(padded(slow_voxels)) {
  const auto box = static_cast<double>(x_voxels * middle_voxels * slow_voxels);
  const auto whole = static_cast<std::size_t>(bytes_per_voxel * box);
  const std::size_t tables = sizeof(double) * table_values();
  const std::size_t limit = std::max(small, whole - std::min(whole, tables));
  const std::size_t plane = spectral_fields * sizeof(double) * plane_values();
  const std::size_t slot = spectral_fields * sizeof(double) * slot_values();
  for (std::size_t length = 1; length <= slow_size; ++length) {
    if (slow_size % length == 0 && length * plane + slot <= limit) class_length = length;
  }
  classes = slow_size / class_length;
  slots = std::clamp<std::size_t>(slots_bytes / slot, 1, class_length);
}

std::size_t SpectralPlan::weights_width() const noexcept {
  return whole_blocks(padded(x_voxels) / 2 + 1);
}

std::size_t SpectralPlan::scratch_values(std::size_t terms) const noexcept {
  return whole_blocks(std::max(transform_block_scratch(middle_length),
                               power_sums_scratch(x_voxels, x_length, weights_width()) +
                                   FourierTransform::block * terms));
}

std::size_t SpectralPlan::table_values() const noexcept {
  const std::size_t padded_middle = padded(middle_voxels);
  const std::size_t longest = std::max({padded(x_voxels), padded_middle, slow_size});
  const std::size_t frequencies = 2 * weights_width() + padded_middle / 2 + slow_size / 2 + 2;
  // The transform of the terms is over before scratch memory is touched.
  const std::size_t work = std::max(2 * most_terms * longest, parts * scratch_values(most_terms));
  return most_terms * frequencies + work + 12 * longest;
}

std::uint64_t SpectralPlan::bytes() const noexcept {
  const std::size_t sums = spectral_fields * slots * whole_blocks(middle_length);
  const std::size_t planes =
      spectral_fields * (class_length * plane_values() + slots * slot_values());
  return sizeof(double) * (planes + sums + table_values());
}

}  // namespace voxtrait
