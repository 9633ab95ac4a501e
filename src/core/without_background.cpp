#include "voxtrait/core/without_background.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>

#include "voxtrait/core/block.hpp"

namespace voxtrait {

namespace {

/// The system gives memory in pages of at least so many bytes.
constexpr std::size_t page = 4096;

bool all_zero(std::span<const std::byte> bytes) {
  // Equal to itself one byte on, and zero at the start: the library compares words.
  return bytes.empty() || (bytes.front() == std::byte{0} &&
                           std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

}  // namespace

Image without_background(const Image& image) {
  const ImageView view = image.view();
  const std::size_t bytes =
      static_cast<std::size_t>(view.geometry.voxel_count()) * size_of(view.type);
  const std::span from(static_cast<const std::byte*>(view.data), bytes);
  const auto kept = std::make_shared<Block<std::byte>>(bytes);
  for (std::size_t at = 0; at < bytes; at += page) {
    const auto part = from.subspan(at, std::min(page, bytes - at));
    if (!all_zero(part)) std::ranges::copy(part, kept->values().begin() + static_cast<long>(at));
  }
  const std::byte* first = kept->values().data();
  return {std::shared_ptr<const void>(kept, first), view.type, view.geometry};
}

}  // namespace voxtrait
