#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "nifti_header.hpp"
#include "voxtrait/core/box.hpp"
#include "voxtrait/core/image.hpp"

namespace voxtrait {

/// The type that voxels are stored in; throws `io.unsupported` for colours, complex numbers and
/// other kinds that are not one number.
PixelType pixel_type_of(const NiftiHeader& header, const std::filesystem::path& path);

struct NiftiVoxels {
  std::shared_ptr<const void> data;
  PixelType type = PixelType::float32;
};

/// Reads the rows of a NIfTI file that a part of it lies in; the memory of all others is left
/// untouched. ITK is not asked, because it replaces NaN, Inf and whatever is missing at the end of
/// a damaged file by 0 without a word.
///
/// Integers that the header rescales become 32-bit floats, as in ITK. Throws `io.read` when the
/// file ends early or its checksum is wrong, before memory is taken where the file's size tells.
NiftiVoxels read_nifti_voxels(const std::filesystem::path& path, const NiftiHeader& header,
                              const Index& size, const Box& part);

}  // namespace voxtrait
