#include "nifti_header.hpp"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t size_1 = 348;  // of the header of NIfTI-1
constexpr std::size_t size_2 = 540;  // and of NIfTI-2

/// First bytes of a file, inflated if it is gzip.
std::vector<unsigned char> first_bytes(const fs::path& path, std::size_t count) {
  std::vector<unsigned char> bytes(count);
  gzFile file = gzopen(path.c_str(), "rb");
  const int read = file == nullptr ? 0 : gzread(file, bytes.data(), static_cast<unsigned>(count));
  if (file != nullptr) gzclose(file);
  bytes.resize(static_cast<std::size_t>(std::max(0, read)));
  return bytes;
}

/// The numbers of a header in the machine's byte order.
class Fields {
 public:
  Fields(std::span<const unsigned char> bytes, bool swapped) : bytes_(bytes), swapped_(swapped) {}

  template <class T>
  [[nodiscard]] T at(std::size_t offset) const {
    std::array<unsigned char, sizeof(T)> value{};
    std::ranges::copy(bytes_.subspan(offset, sizeof(T)), value.begin());
    if (swapped_) std::ranges::reverse(value);
    return std::bit_cast<T>(value);
  }
  [[nodiscard]] bool says(std::size_t offset, std::string_view text) const {
    return std::ranges::equal(bytes_.subspan(offset, text.size()), text, {},
                              [](unsigned char c) { return static_cast<char>(c); });
  }

 private:
  std::span<const unsigned char> bytes_;
  bool swapped_;
};

/// Where the fields of one version of the format stand.
template <class Float, class Dimension, class Offset>
NiftiHeader header_from(const Fields& fields, std::size_t dimension, std::size_t pixdim,
                        std::size_t datatype, std::size_t offset, std::size_t scaling) {
  NiftiHeader header;
  header.dimensions = fields.at<Dimension>(dimension);
  for (std::size_t a = 0; a < 3; ++a) {
    header.voxel_sizes[a] = fields.at<Float>(pixdim + (a + 1) * sizeof(Float));
  }
  header.pixel_type = fields.at<std::int16_t>(datatype);
  const auto first = static_cast<double>(fields.at<Offset>(offset));
  header.offset = first >= 0.0 && first < 1e15 ? static_cast<std::int64_t>(first) : 0;
  const double slope = fields.at<Float>(scaling);
  const double intercept = fields.at<Float>(scaling + sizeof(Float));
  if (std::isfinite(slope) && slope != 0.0) {  // 0 means that nothing is rescaled
    header.slope = slope;
    header.intercept = std::isfinite(intercept) ? intercept : 0.0;
  }
  return header;
}

std::optional<NiftiHeader> parse(std::span<const unsigned char> bytes, bool swapped) {
  const Fields fields(bytes, swapped);
  const auto is = [&](std::size_t size, std::size_t magic, std::string_view text) {
    return bytes.size() >= size && fields.at<std::int32_t>(0) == static_cast<int>(size) &&
           fields.says(magic, text);
  };
  std::optional<NiftiHeader> header;
  if (is(size_1, 344, std::string_view("n+1\0", 4))) {
    header = header_from<float, std::int16_t, float>(fields, 40, 76, 70, 108, 112);
    header->offset = std::max<std::int64_t>(header->offset, size_1);
  } else if (is(size_2, 4, std::string_view("n+2\0", 4))) {
    header = header_from<double, std::int64_t, std::int64_t>(fields, 16, 104, 12, 168, 176);
    header->offset = std::max<std::int64_t>(header->offset, size_2);
  }
  if (header) header->swapped = swapped;
  return header;
}

}  // namespace

NiftiHeader read_nifti_header(const fs::path& path) {
  const std::vector<unsigned char> bytes = first_bytes(path, size_2);
  for (const bool swapped : {false, true}) {
    if (const auto header = parse(bytes, swapped)) return *header;
  }
  throw Error(ErrorCode::io_read,
              "expected a NIfTI file with header and voxels, found something else: it lacks the "
              "header's size (348 or 540) or signature (n+1 or n+2). If it was copied or "
              "downloaded, do that again",
              path.string());
}

void require_positive_voxel_sizes(const NiftiHeader& header, const fs::path& path) {
  const std::array<double, 3>& sizes = header.voxel_sizes;
  for (std::size_t a = 0;
       a < static_cast<std::size_t>(std::clamp<std::int64_t>(header.dimensions, 0, 3)); ++a) {
    if (std::isfinite(sizes[a]) && sizes[a] > 0.0) continue;
    throw Error(ErrorCode::geometry_invalid,
                "expected positive voxel sizes (pixdim) in the NIfTI header, found " +
                    std::to_string(sizes[0]) + ", " + std::to_string(sizes[1]) + ", " +
                    std::to_string(sizes[2]) + " mm; correct the header",
                path.string());
  }
}

}  // namespace voxtrait
