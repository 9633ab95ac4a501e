#pragma once

#include <array>
#include <cstdint>
#include <filesystem>

namespace voxtrait {

/// What the header of a NIfTI file says about its voxels.
struct NiftiHeader {
  bool swapped = false;  ///< the file has the other byte order than this machine
  std::int64_t dimensions = 0;
  std::array<double, 3> voxel_sizes{};  ///< mm
  int pixel_type = 0;                   ///< NIfTI's `datatype`
  std::int64_t offset = 0;              ///< of the first voxel, in bytes
  double slope = 1.0;
  double intercept = 0.0;

  [[nodiscard]] bool rescales() const noexcept { return slope != 1.0 || intercept != 0.0; }
};

/// Reads the header of NIfTI-1 or NIfTI-2, compressed or not; throws `io.read` for anything else.
NiftiHeader read_nifti_header(const std::filesystem::path& path);

/// Throws for voxel sizes that ITK would quietly replace: zero, negative or not finite.
void require_positive_voxel_sizes(const NiftiHeader& header, const std::filesystem::path& path);

}  // namespace voxtrait
