#pragma once

#include <filesystem>
#include <string_view>

namespace voxtrait {

/// Writes a file as a whole: to a temporary name beside it, then renamed, so that no partial file
/// is ever seen. A link's target is replaced, not the link; devices and pipes are written to as
/// they are. Throws `io.write`.
void write_file(const std::filesystem::path& path, std::string_view content);

/// Reads a file as a whole; throws `io.read`.
std::string read_text_file(const std::filesystem::path& path);

}  // namespace voxtrait
