#include "nifti_guard.hpp"

#include <stdlib.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <vector>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t header_size = 348;
constexpr std::size_t header_size_2 = 540;

bool has_sibling(const fs::path& path) {
  std::string stem = path.string();
  constexpr std::string_view zipped = ".nii.gz";
  constexpr std::string_view plain = ".nii";
  for (const std::string_view suffix : {zipped, plain}) {
    if (stem.ends_with(suffix)) {
      stem.resize(stem.size() - suffix.size());
      break;
    }
  }
  std::error_code error;
  return std::ranges::any_of(std::array{".nii", ".nii.gz", ".hdr", ".hdr.gz"},
                             [&](const char* suffix) {
                               const fs::path sibling = stem + suffix;
                               return sibling != path && fs::exists(sibling, error);
                             });
}

fs::path private_directory() {
  std::string name = (fs::temp_directory_path() / "voxtrait-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw Error(ErrorCode::io_read, "cannot make a temporary directory " + name);
  }
  return name;
}

/// First bytes of a file, inflated if it is gzip.
std::vector<unsigned char> first_bytes(const fs::path& path, std::size_t count) {
  std::vector<unsigned char> bytes(count);
  gzFile file = gzopen(path.c_str(), "rb");
  const int read = file == nullptr ? 0 : gzread(file, bytes.data(), static_cast<unsigned>(count));
  if (file != nullptr) gzclose(file);
  bytes.resize(static_cast<std::size_t>(std::max(0, read)));
  return bytes;
}

/// A number of the header in the machine's byte order.
template <class T>
T number_at(const std::vector<unsigned char>& header, std::size_t offset, bool swapped) {
  std::array<unsigned char, sizeof(T)> bytes{};
  std::copy_n(header.begin() + static_cast<std::ptrdiff_t>(offset), sizeof(T), bytes.begin());
  if (swapped) std::ranges::reverse(bytes);
  return std::bit_cast<T>(bytes);
}

void require_positive(const fs::path& path, const std::array<double, 3>& sizes,
                      std::int64_t dimensions) {
  for (std::size_t a = 0; a < static_cast<std::size_t>(std::min<std::int64_t>(dimensions, 3));
       ++a) {
    if (std::isfinite(sizes[a]) && sizes[a] > 0.0) continue;
    throw Error(ErrorCode::geometry_invalid,
                "expected positive voxel sizes (pixdim) in the NIfTI header, found " +
                    std::to_string(sizes[0]) + ", " + std::to_string(sizes[1]) + ", " +
                    std::to_string(sizes[2]) + " mm; correct the header",
                path.string());
  }
}

}  // namespace

UnambiguousPath::UnambiguousPath(const fs::path& path) : path_(path) {
  if (!has_sibling(path)) return;
  directory_ = private_directory();
  path_ = directory_ / ("image" + std::string(path.string().ends_with(".gz") ? ".nii.gz" : ".nii"));
  fs::create_symlink(fs::absolute(path), path_);
}

UnambiguousPath::~UnambiguousPath() {
  std::error_code ignored;
  if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

void require_plausible_nifti_header(const fs::path& path) {
  const std::vector<unsigned char> header = first_bytes(path, header_size_2);
  const auto is_size = [&](std::size_t size, bool swapped) {
    return header.size() >= size &&
           number_at<std::int32_t>(header, 0, swapped) == static_cast<std::int32_t>(size);
  };
  for (const bool swapped : {false, true}) {
    std::array<double, 3> sizes{};
    if (is_size(header_size, swapped)) {
      for (std::size_t a = 0; a < 3; ++a) {
        sizes[a] = number_at<float>(header, 80 + 4 * a, swapped);
      }
      return require_positive(path, sizes, number_at<std::int16_t>(header, 40, swapped));
    }
    if (is_size(header_size_2, swapped)) {
      for (std::size_t a = 0; a < 3; ++a) {
        sizes[a] = number_at<double>(header, 112 + 8 * a, swapped);
      }
      return require_positive(path, sizes, number_at<std::int64_t>(header, 16, swapped));
    }
  }
  throw Error(ErrorCode::io_read,
              "this is no NIfTI file: its header does not begin with 348 or 540", path.string());
}

}  // namespace voxtrait
