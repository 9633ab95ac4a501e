#pragma once

#include <cstdint>

#include "voxtrait/core/label_map.hpp"
#include "voxtrait/pipeline/plan.hpp"
#include "voxtrait/preprocess/interpolate.hpp"

namespace voxtrait {

/// How many bytes one label takes beside image and mask, at most.
struct MemoryEstimate {
  std::uint64_t preprocessing = 0;
  std::uint64_t features = 0;                 ///< without spatial autocorrelation
  std::uint64_t spatial_autocorrelation = 0;  ///< Moran's I and Geary's C, above the ROI itself

  [[nodiscard]] std::uint64_t peak() const noexcept;
  [[nodiscard]] std::uint64_t peak_without_autocorrelation() const noexcept;
};

/// Estimates from sizes alone; no voxel is read. The estimate is an upper bound: noisy masks and
/// textures with a run for every voxel are assumed.
MemoryEstimate estimate_memory(const Geometry& image, const Geometry& mask,
                               const LabelRegion& region, const Settings& settings,
                               const Plan& plan);

/// What the program takes before it has read anything: code, libraries, thread stacks.
inline constexpr std::uint64_t base_memory = std::uint64_t{40} << 20U;

}  // namespace voxtrait
