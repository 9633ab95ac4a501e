#include "nifti_voxels.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "complete.hpp"
#include "inflate.hpp"
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

/// Consecutive voxels in the file.
struct Stretch {
  std::int64_t first = 0;
  std::int64_t count = 0;
};

/// The rows of a part of an image, a stretch a slice.
std::vector<Stretch> stretches_of(const Box& part, const Index& size) {
  std::vector<Stretch> stretches;
  if (part.empty()) return stretches;
  for (std::int64_t z = part.begin[2]; z < part.end[2]; ++z) {
    stretches.push_back({(z * size[1] + part.begin[1]) * size[0], part.extent(1) * size[0]});
  }
  return stretches;
}

/// Reads the stretches, passes over all else, and checks that the file goes on to its end.
void read_stretches(const fs::path& path, const NiftiHeader& header, std::byte* voxels,
                    std::int64_t total, const std::vector<Stretch>& stretches, std::int64_t width) {
  InflatedFile file(path);
  std::int64_t at = file.skip(header.offset);
  const auto go_to = [&](std::int64_t wanted) {
    at += file.skip(wanted - at);
    if (at < wanted) throw_incomplete(path, header.offset + total, at);
  };
  for (const Stretch& stretch : stretches) {
    go_to(header.offset + stretch.first * width);
    at += file.read(voxels + stretch.first * width, stretch.count * width);
  }
  go_to(header.offset + total);
  file.at_end();
}

template <class Target>
NiftiVoxels rescaled(const ImageView& stored, const NiftiHeader& header, std::int64_t count,
                     const std::vector<Stretch>& stretches) {
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): uninitialised memory that is filled here
  std::shared_ptr<Target[]> voxels(new Target[static_cast<std::size_t>(count)]);
  with_pixels(stored, [&](const auto* values) {
    for (const Stretch& stretch : stretches) {
      const auto* first = values + stretch.first;
      std::transform(first, first + stretch.count, voxels.get() + stretch.first, [&](auto value) {
        return static_cast<Target>(static_cast<double>(value) * header.slope + header.intercept);
      });
    }
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

NiftiVoxels read_nifti_voxels(const fs::path& path, const NiftiHeader& header, const Index& size,
                              const Box& part) {
  const PixelType type = pixel_type_of(header, path);
  const auto width = static_cast<std::int64_t>(size_of(type));
  const std::int64_t count = size[0] * size[1] * size[2];
  require_plausible_size(path, header.offset + count * width, is_gzip(path));
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): uninitialised memory that is filled here
  std::shared_ptr<std::byte[]> voxels(new std::byte[static_cast<std::size_t>(count * width)]);
  const std::vector<Stretch> stretches = stretches_of(part, size);
  read_stretches(path, header, voxels.get(), count * width, stretches, width);
  if (header.swapped) {
    for (const Stretch& stretch : stretches) {
      swap_bytes(voxels.get() + stretch.first * width, stretch.count, size_of(type));
    }
  }
  if (!header.rescales()) return {{voxels, voxels.get()}, type};
  const ImageView stored{voxels.get(), type, {}};
  if (type == PixelType::float64) return rescaled<double>(stored, header, count, stretches);
  return rescaled<float>(stored, header, count, stretches);
}

}  // namespace voxtrait
