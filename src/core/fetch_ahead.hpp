#pragma once

#include <cstdint>

namespace voxtrait {

/// Rows of a region lie too far apart for a processor to guess the next: so many ahead of its turn,
/// a row is asked for.
inline constexpr std::int64_t rows_ahead = 2;

/// Asks for voxels that will be read soon; nothing happens where there are none.
template <class T>
void fetch_ahead(const T* voxels, std::int64_t count) noexcept {
  constexpr auto line = static_cast<std::int64_t>(64 / sizeof(T));
  for (std::int64_t k = 0; k < count + line - 1; k += line) __builtin_prefetch(voxels + k);
}

}  // namespace voxtrait
