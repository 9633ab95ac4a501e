#include "nifti_voxels.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <string>

#include "complete.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

std::string kind_of(int pixel_type) {
  switch (pixel_type) {
    case 128:
    case 2304: return "colours";
    case 32:
    case 1792:
    case 2048: return "complex numbers";
    default: return "another kind of voxel";
  }
}

bool is_gzip(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return file.get() == 0x1f && file.get() == 0x8b;
}

/// A file that is inflated while it is read, if it is gzip.
class InflatedFile {
 public:
  explicit InflatedFile(const fs::path& path) : path_(path), file_(gzopen(path.c_str(), "rb")) {
    if (file_ == nullptr) throw Error(ErrorCode::io_read, "cannot open the file", path.string());
    gzbuffer(file_, 1U << 18U);
  }
  ~InflatedFile() { gzclose(file_); }
  InflatedFile(const InflatedFile&) = delete;
  InflatedFile& operator=(const InflatedFile&) = delete;

  void skip(std::int64_t bytes) {
    std::array<std::byte, 4096> ignored{};
    while (bytes > 0) {
      const std::int64_t part = std::min<std::int64_t>(bytes, ignored.size());
      if (read(ignored.data(), part) < part) throw_incomplete(path_, bytes);
      bytes -= part;
    }
  }

  /// Number of bytes read, smaller than `bytes` at the end of the file only.
  std::int64_t read(std::byte* target, std::int64_t bytes) {
    constexpr std::int64_t most = 1 << 30;
    std::int64_t done = 0;
    while (done < bytes) {
      const auto part = static_cast<unsigned>(std::min(bytes - done, most));
      const int count = gzread(file_, target + done, part);
      require_no_error();
      if (count <= 0) break;
      done += count;
    }
    return done;
  }

  /// The checksum is compared when the end is reached.
  void read_to_end() {
    std::byte ignored{};
    gzread(file_, &ignored, 1);
    require_no_error();
  }

 private:
  void require_no_error() {
    int code = Z_OK;
    const char* message = gzerror(file_, &code);
    if (code == Z_OK || code == Z_STREAM_END) return;
    throw Error(ErrorCode::io_read,
                std::string("the file is damaged or incomplete (") + message +
                    "); copy or download it again",
                path_.string());
  }

  fs::path path_;
  gzFile file_;
};

template <class Target>
NiftiVoxels rescaled(const ImageView& stored, const NiftiHeader& header, std::int64_t count) {
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): uninitialised memory that is filled here
  std::shared_ptr<Target[]> voxels(new Target[static_cast<std::size_t>(count)]);
  with_pixels(stored, [&](const auto* values) {
    std::transform(values, values + count, voxels.get(), [&](auto value) {
      return static_cast<Target>(static_cast<double>(value) * header.slope + header.intercept);
    });
  });
  return {{voxels, voxels.get()}, pixel_type_of<Target>()};
}

}  // namespace

PixelType pixel_type_of(const NiftiHeader& header, const fs::path& path) {
  switch (header.pixel_type) {
    case 2: return PixelType::uint8;
    case 4: return PixelType::int16;
    case 8: return PixelType::int32;
    case 16: return PixelType::float32;
    case 64: return PixelType::float64;
    case 256: return PixelType::int8;
    case 512: return PixelType::uint16;
    case 768: return PixelType::uint32;
    case 1024: return PixelType::int64;
    case 1280: return PixelType::uint64;
    default: break;
  }
  throw Error(ErrorCode::io_unsupported,
              "expected one number of up to 64 bits for each voxel, found " +
                  kind_of(header.pixel_type) + " (NIfTI datatype " +
                  std::to_string(header.pixel_type) + "); extract one channel or convert it first",
              path.string());
}

NiftiVoxels read_nifti_voxels(const fs::path& path, const NiftiHeader& header, std::int64_t count) {
  const PixelType type = pixel_type_of(header, path);
  const auto width = static_cast<std::int64_t>(size_of(type));
  const std::int64_t bytes = count * width;
  require_plausible_size(path, header.offset + bytes, is_gzip(path));
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): uninitialised memory that is filled here
  std::shared_ptr<std::byte[]> voxels(new std::byte[static_cast<std::size_t>(bytes)]);
  InflatedFile file(path);
  file.skip(header.offset);
  const std::int64_t found = file.read(voxels.get(), bytes);
  if (found < bytes) throw_incomplete(path, header.offset + bytes, header.offset + found);
  file.read_to_end();
  if (header.swapped) swap_bytes(voxels.get(), count, static_cast<std::size_t>(width));
  if (!header.rescales()) return {{voxels, voxels.get()}, type};
  const ImageView stored{voxels.get(), type, {}};
  if (type == PixelType::float64) return rescaled<double>(stored, header, count);
  return rescaled<float>(stored, header, count);
}

}  // namespace voxtrait
