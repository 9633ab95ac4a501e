#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace voxtrait {

/// How many of `count` elements of `size` bytes (1, 2, 4 or 8) at the beginning have the same bits
/// as the first. Nothing beyond them is read; `count` is at least 1.
std::int64_t equal_run(const void* elements, std::size_t size, std::int64_t count);

namespace reference {

inline std::int64_t equal_run(const void* elements, std::size_t size, std::int64_t count) {
  const auto* bytes = static_cast<const std::byte*>(elements);
  std::int64_t run = 1;
  while (run < count &&
         std::memcmp(bytes, bytes + static_cast<std::size_t>(run) * size, size) == 0) {
    ++run;
  }
  return run;
}

}  // namespace reference

}  // namespace voxtrait
