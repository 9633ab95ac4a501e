#pragma once

#include <filesystem>
#include <optional>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/image.hpp"

namespace voxtrait {

/// Reads NIfTI (.nii, .nii.gz), NRRD (.nrrd, .nhdr) or MetaImage (.mha, .mhd) in the type the file
/// has; two-dimensional files become one slice.
///
/// Throws `io.read` when the file is missing, damaged or not what its name says, `io.unsupported`
/// for vectors, colours and more than three dimensions, and `geometry.invalid` for impossible voxel
/// sizes. `x.nii.gz` is read even if `x.nii` lies beside it.
///
/// Where only a `part` is wanted, a box in stored axes inside the image, voxels outside it have
/// unspecified values if that saves memory: in NIfTI they are checked to be there, but not kept.
Image read_image(const std::filesystem::path& path, const std::optional<Box>& part = {});

/// What a file's header says.
struct ImageHeader {
  Geometry geometry;
  PixelType type = PixelType::float32;
};

/// Reads the header alone; throws as read_image does.
ImageHeader read_image_header(const std::filesystem::path& path);

}  // namespace voxtrait
