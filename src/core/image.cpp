#include "voxtrait/core/image.hpp"

#include <array>

namespace voxtrait {

namespace {

struct PixelTypeInfo {
  std::string_view name;
  std::size_t size;
};

constexpr std::array<PixelTypeInfo, 10> infos{{{"int8", 1},
                                               {"uint8", 1},
                                               {"int16", 2},
                                               {"uint16", 2},
                                               {"int32", 4},
                                               {"uint32", 4},
                                               {"int64", 8},
                                               {"uint64", 8},
                                               {"float32", 4},
                                               {"float64", 8}}};

}  // namespace

std::string_view name(PixelType type) noexcept {
  return infos[static_cast<std::size_t>(type)].name;
}

std::size_t size_of(PixelType type) noexcept { return infos[static_cast<std::size_t>(type)].size; }

}  // namespace voxtrait
