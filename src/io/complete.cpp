#include "complete.hpp"

#include <algorithm>
#include <string>
#include <system_error>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

void throw_incomplete(const std::filesystem::path& path, std::int64_t promised,
                      std::int64_t found) {
  throw Error(ErrorCode::io_read,
              "the file is incomplete: its header promises " + std::to_string(promised) +
                  " bytes, found " + (found < 0 ? "fewer" : std::to_string(found)) +
                  "; copy or download it again",
              path.string());
}

void require_plausible_size(const std::filesystem::path& path, std::int64_t promised,
                            bool compressed) {
  constexpr std::int64_t best_compression = 1032;  // that deflate can reach
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw Error(ErrorCode::io_read, "cannot read: " + error.message(), path.string());
  const auto found = static_cast<std::int64_t>(size);
  if (compressed) {
    if (promised / best_compression > found) throw_incomplete(path, promised);
  } else if (promised > found) {
    throw_incomplete(path, promised, found);
  }
}

void swap_bytes(std::byte* bytes, std::int64_t count, std::size_t width) noexcept {
  for (std::int64_t i = 0; i < count; ++i) {
    std::byte* first = bytes + static_cast<std::size_t>(i) * width;
    std::reverse(first, first + width);
  }
}

}  // namespace voxtrait
