#pragma once

#include <cstddef>
#include <string>

namespace voxtrait {

/// SHA-256 of bytes as lower-case hexadecimal.
std::string sha256(const void* data, std::size_t size);

}  // namespace voxtrait
