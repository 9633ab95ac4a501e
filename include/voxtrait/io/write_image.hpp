#pragma once

#include <filesystem>

#include "voxtrait/core/geometry.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// Writes an image of 32-bit floats as .nii, .nii.gz, .nrrd or .mha; x fastest, stored axes. The
/// file appears as a whole or not at all. Throws `io.unsupported` for other names and `io.write`.
void write_image(const std::filesystem::path& path, const Volume<float>& voxels,
                 const Geometry& geometry);

/// Throws `io.unsupported` unless images of that name can be written.
void require_writable_format(const std::filesystem::path& path);

}  // namespace voxtrait
