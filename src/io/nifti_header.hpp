#pragma once

#include <cstdint>
#include <filesystem>

namespace voxtrait {

/// What the header of a NIfTI file says about its voxels.
struct NiftiHeader {
  bool swapped = false;     ///< the file has the other byte order than this machine
  int pixel_type = 0;       ///< NIfTI's `datatype`
  std::int64_t offset = 0;  ///< of the first voxel, in bytes
  double slope = 1.0;
  double intercept = 0.0;

  [[nodiscard]] bool rescales() const noexcept { return slope != 1.0 || intercept != 0.0; }
};

/// Reads the header of NIfTI-1, compressed or not. Throws `io.read` for anything else, and for
/// fields that ITK would quietly replace: sizes and voxel sizes that are not positive.
NiftiHeader read_nifti_header(const std::filesystem::path& path);

}  // namespace voxtrait
