#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "voxtrait/core/image.hpp"

namespace voxtrait {

/// Where the header of a MetaImage says that the voxels are.
struct MetaImageData {
  std::filesystem::path file;  ///< the header's own file or another one
  std::int64_t offset = 0;     ///< of the first voxel, in bytes; < 0: at the end of the file
  bool compressed = false;
  bool swapped = false;  ///< the file has the other byte order than this machine
};

/// Throws `io.unsupported` for more dimensions than MetaIO has memory for.
void require_few_dimensions(const std::filesystem::path& path);

/// Number of bytes up to and with the line `ElementDataFile = ...`.
std::int64_t meta_image_header_size(const std::filesystem::path& path);

/// Reads `count` voxels. ITK is not asked, because it leaves what is missing at the end of a
/// damaged file to chance. Throws `io.read` when the file ends early or does not inflate.
std::shared_ptr<const void> read_meta_image_voxels(const MetaImageData& data, PixelType type,
                                                   std::int64_t count);

}  // namespace voxtrait
