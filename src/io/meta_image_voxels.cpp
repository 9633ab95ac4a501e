#include "meta_image_voxels.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "complete.hpp"
#include "inflate.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

bool has_key(const std::string& line, std::string_view key) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin != std::string::npos && std::string_view(line).substr(begin).starts_with(key);
}

/// The voxels begin after this line, or stand in the file that it names.
bool is_last(const std::string& line) { return has_key(line, "ElementDataFile"); }

/// Compressed data must end with the voxels; behind others there may be anything.
void read_bytes(const MetaImageData& data, std::byte* target, std::int64_t bytes,
                std::int64_t offset) {
  using Stored = InflatedFile::Stored;
  InflatedFile file(data.file, data.compressed ? Stored::compressed : Stored::plain, offset);
  const std::int64_t before = data.compressed ? 0 : offset;
  const std::int64_t found = file.read(target, bytes);
  if (found < bytes) throw_incomplete(data.file, before + bytes, before + found);
  if (!data.compressed || file.at_end()) return;
  throw Error(ErrorCode::io_read,
              "the file has more compressed voxels than its header says; copy or export it again",
              data.file.string());
}

}  // namespace

void require_few_dimensions(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line) && !is_last(line);) {
    if (!has_key(line, "NDims")) continue;
    const std::size_t at = line.find_first_of("=:");
    const std::string found = at == std::string::npos ? "" : line.substr(at + 1);
    const double dimensions = std::strtod(found.c_str(), nullptr);
    if (dimensions >= 1.0 && dimensions <= 4.0) continue;
    throw Error(ErrorCode::io_unsupported, "expected two or three dimensions, found" + found,
                path.string());
  }
}

std::int64_t meta_image_header_size(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) {
    if (is_last(line) && file) return static_cast<std::int64_t>(file.tellg());
  }
  throw Error(ErrorCode::io_read, "the header lacks ElementDataFile or ends with it",
              path.string());
}

std::shared_ptr<const void> read_meta_image_voxels(const MetaImageData& data, PixelType type,
                                                   std::int64_t count) {
  const std::int64_t bytes = count * static_cast<std::int64_t>(size_of(type));
  const std::int64_t before = std::max<std::int64_t>(0, data.offset);
  require_plausible_size(data.file, before + bytes, data.compressed);
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): uninitialised memory that is filled here
  std::shared_ptr<std::byte[]> voxels(new std::byte[static_cast<std::size_t>(bytes)]);
  const auto size = static_cast<std::int64_t>(fs::file_size(data.file));
  const std::int64_t offset = data.offset < 0 ? size - bytes : data.offset;
  read_bytes(data, voxels.get(), bytes, offset);
  if (data.swapped) swap_bytes(voxels.get(), count, size_of(type));
  return {voxels, voxels.get()};
}

}  // namespace voxtrait
