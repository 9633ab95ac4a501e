#include "png.hpp"

#include <zlib.h>

#include <string_view>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";

std::string big_endian(std::size_t number) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>((number >> shift) & 0xFFU);
  return bytes;
}

const Bytef* as_bytes(const std::string& text) {
  return reinterpret_cast<const Bytef*>(text.data());
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string checked = type + data;
  const uLong crc = crc32(0, as_bytes(checked), static_cast<uInt>(checked.size()));
  return big_endian(data.size()) + checked + big_endian(crc);
}

std::string header(const RgbImage& image) {
  constexpr char bits = 8;
  constexpr char rgb = 2;
  return big_endian(image.width) + big_endian(image.height) + std::string{bits, rgb, 0, 0, 0};
}

/// Rows as differences from the row above, which makes the rows of an enlarged voxel zeros.
std::string filtered_rows(const RgbImage& image) {
  constexpr char up = 2;
  std::string rows;
  rows.reserve(image.height * (3 * image.width + 1));
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    if (i % image.width == 0) rows += up;
    const Rgb above = i < image.width ? Rgb{0, 0, 0} : image.pixels[i - image.width];
    for (std::size_t c = 0; c < 3; ++c) rows += static_cast<char>(image.pixels[i][c] - above[c]);
  }
  return rows;
}

std::string deflated(const std::string& data) {
  uLongf size = compressBound(static_cast<uLong>(data.size()));
  std::string result(size, '\0');
  const int code = compress2(reinterpret_cast<Bytef*>(result.data()), &size, as_bytes(data),
                             static_cast<uLong>(data.size()), Z_BEST_COMPRESSION);
  if (code != Z_OK) throw Error(ErrorCode::internal, "a picture could not be compressed");
  result.resize(size);
  return result;
}

}  // namespace

std::string encode_png(const RgbImage& image) {
  return std::string(signature) + chunk("IHDR", header(image)) +
         chunk("IDAT", deflated(filtered_rows(image))) + chunk("IEND", "");
}

}  // namespace voxtrait
