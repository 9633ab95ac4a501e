#pragma once

#include <cstdint>
#include <filesystem>

namespace voxtrait {

/// Throws when the file of a NRRD's voxels is too small for `bytes` of them; says nothing where
/// they are spread over several files.
void require_plausible_nrrd_size(const std::filesystem::path& path, std::int64_t bytes);

}  // namespace voxtrait
