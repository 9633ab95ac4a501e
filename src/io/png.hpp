#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace voxtrait {

using Rgb = std::array<std::uint8_t, 3>;

/// A picture with 8 bits a channel, rows from top to bottom.
struct RgbImage {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<Rgb> pixels;
};

/// The picture as the bytes of a PNG file; the same picture gives the same bytes.
std::string encode_png(const RgbImage& image);

}  // namespace voxtrait
