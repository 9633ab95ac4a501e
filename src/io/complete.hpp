#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace voxtrait {

/// Throws `io.read`: the file ends before what its header promises. `found` < 0 if not counted.
[[noreturn]] void throw_incomplete(const std::filesystem::path& path, std::int64_t promised,
                                   std::int64_t found = -1);

/// Throws when a file is too small for `promised` bytes even if it is compressed as well as deflate
/// can do; asked before memory is taken for a header that promises too much.
void require_plausible_size(const std::filesystem::path& path, std::int64_t promised,
                            bool compressed);

/// Reverses the bytes of each of `count` values of `width` bytes.
void swap_bytes(std::byte* bytes, std::int64_t count, std::size_t width) noexcept;

}  // namespace voxtrait
