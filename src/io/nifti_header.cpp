#include "nifti_header.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>

#include "inflate.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

constexpr std::int32_t header_size = 348;
constexpr std::int32_t header_size_2 = 540;  // of NIfTI-2

using Bytes = std::array<unsigned char, header_size>;

/// First bytes of a file, inflated if it is gzip; zeros beyond its end.
Bytes first_bytes(const fs::path& path) {
  Bytes bytes{};
  InflatedFile file(path);
  const auto count = static_cast<std::int64_t>(bytes.size());
  if (file.read(reinterpret_cast<std::byte*>(bytes.data()), count) < count) bytes = {};
  return bytes;
}

/// The numbers of a header in the machine's byte order.
class Fields {
 public:
  Fields(const Bytes& bytes, bool swapped) : bytes_(bytes), swapped_(swapped) {}

  template <class T>
  [[nodiscard]] T at(std::size_t offset) const {
    std::array<unsigned char, sizeof(T)> value{};
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), sizeof(T), value.begin());
    if (swapped_) std::ranges::reverse(value);
    return std::bit_cast<T>(value);
  }
  [[nodiscard]] bool says(std::size_t offset, std::string_view text) const {
    return std::memcmp(bytes_.data() + offset, text.data(), text.size()) == 0;
  }

 private:
  const Bytes& bytes_;
  bool swapped_;
};

[[noreturn]] void refuse(ErrorCode code, const std::string& message, const fs::path& path) {
  throw Error(code, message, path.string());
}

void require_nifti_1(const Fields& fields, const fs::path& path) {
  const auto size = fields.at<std::int32_t>(0);
  if (size == header_size && fields.says(344, std::string_view("n+1\0", 4))) return;
  if (size == header_size_2) {
    refuse(ErrorCode::io_unsupported,
           "expected NIfTI-1, found NIfTI-2; save it as NIfTI-1, NRRD or MetaImage", path);
  }
  refuse(ErrorCode::io_read,
         "expected a NIfTI-1 file with header and voxels, found something else: the header's size "
         "(348) or signature (n+1) is missing; copy or export it again",
         path);
}

void require_positive_sizes(const Fields& fields, const fs::path& path) {
  const auto dimensions = fields.at<std::int16_t>(40);
  if (dimensions < 1 || dimensions > 7) {
    refuse(ErrorCode::io_read,
           "expected 1 to 7 dimensions in the NIfTI header, found " + std::to_string(dimensions),
           path);
  }
  for (std::size_t a = 1; a <= std::min<std::size_t>(3, static_cast<std::size_t>(dimensions));
       ++a) {
    const auto size = fields.at<std::int16_t>(40 + 2 * a);
    if (size < 1) {
      refuse(ErrorCode::geometry_invalid,
             "expected at least one voxel along each axis in the NIfTI header (dim), found " +
                 std::to_string(size) + "; correct the header",
             path);
    }
    const auto spacing = fields.at<float>(76 + 4 * a);
    if (!std::isfinite(spacing) || spacing <= 0.0F) {
      refuse(ErrorCode::geometry_invalid,
             "expected positive voxel sizes in the NIfTI header (pixdim), found " +
                 std::to_string(spacing) + " mm; correct the header",
             path);
    }
  }
}

/// ITK ends the process when it meets anything else.
void require_finite_axes(const Fields& fields, const fs::path& path) {
  struct Map {
    std::size_t code, first, end;
  };
  constexpr std::array<Map, 2> maps{{{252, 256, 280}, {254, 280, 328}}};  // qform, sform
  for (const Map& map : maps) {
    if (fields.at<std::int16_t>(map.code) == 0) continue;
    for (std::size_t at = map.first; at < map.end; at += sizeof(float)) {
      if (std::abs(fields.at<float>(at)) < 1e9F) continue;
      refuse(ErrorCode::geometry_invalid,
             "expected a position and axes in mm in the NIfTI header (qform, sform), found " +
                 std::to_string(fields.at<float>(at)) + "; correct the header",
             path);
    }
  }
}

NiftiHeader header_from(const Fields& fields) {
  NiftiHeader header;
  header.pixel_type = fields.at<std::int16_t>(70);
  const auto offset = fields.at<float>(108);
  const bool usable = offset >= static_cast<float>(header_size) && offset < 1e15F;
  header.offset = usable ? static_cast<std::int64_t>(offset) : header_size;
  const auto slope = fields.at<float>(112);
  const auto intercept = fields.at<float>(116);
  if (std::isfinite(slope) && slope != 0.0F) {  // 0 means that nothing is rescaled
    header.slope = slope;
    header.intercept = std::isfinite(intercept) ? intercept : 0.0F;
  }
  return header;
}

}  // namespace

NiftiHeader read_nifti_header(const fs::path& path) {
  const Bytes bytes = first_bytes(path);
  const auto is_size = [](std::int32_t n) { return n == header_size || n == header_size_2; };
  const bool swapped = is_size(Fields(bytes, true).at<std::int32_t>(0));
  const Fields fields(bytes, swapped);
  require_nifti_1(fields, path);
  require_positive_sizes(fields, path);
  require_finite_axes(fields, path);
  NiftiHeader header = header_from(fields);
  header.swapped = swapped;
  return header;
}

}  // namespace voxtrait
