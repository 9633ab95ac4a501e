#include "meta_image_voxels.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "complete.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

std::ifstream opened(const fs::path& path, std::int64_t offset) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(offset);
  if (!file) throw Error(ErrorCode::io_read, "cannot read the file", path.string());
  return file;
}

bool has_key(const std::string& line, std::string_view key) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin != std::string::npos && std::string_view(line).substr(begin).starts_with(key);
}

/// The voxels begin after this line, or stand in the file that it names.
bool is_last(const std::string& line) { return has_key(line, "ElementDataFile"); }

/// Inflates zlib or gzip data.
class Inflater {
 public:
  explicit Inflater(const fs::path& path) : path_(path) {
    constexpr int any_format = 15 + 32;
    if (inflateInit2(&stream_, any_format) != Z_OK) {
      throw Error(ErrorCode::internal, "zlib is not available");
    }
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Fills `target` and demands that the data end there, with the right checksum.
  void run(std::ifstream& file, std::byte* target, std::int64_t bytes) {
    std::int64_t done = 0;
    for (int code = Z_OK; code != Z_STREAM_END;) {
      if (stream_.avail_in == 0) refill(file, bytes, done);
      std::byte excess{};
      const std::int64_t room = std::min<std::int64_t>(bytes - done, 1 << 30);
      stream_.next_out = reinterpret_cast<Bytef*>(room > 0 ? target + done : &excess);
      stream_.avail_out = room > 0 ? static_cast<uInt>(room) : 1;
      const uInt before = stream_.avail_out;
      code = inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END) damaged();
      done += static_cast<std::int64_t>(before - stream_.avail_out);
      if (done > bytes) damaged();
    }
    if (done < bytes) throw_incomplete(path_, bytes, done);
  }

 private:
  void refill(std::ifstream& file, std::int64_t promised, std::int64_t done) {
    file.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (file.gcount() == 0) throw_incomplete(path_, promised, done);
    stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_in = static_cast<uInt>(file.gcount());
  }

  [[noreturn]] void damaged() const {
    throw Error(ErrorCode::io_read,
                "the compressed voxels are damaged; copy or export the file again", path_.string());
  }

  fs::path path_;
  z_stream stream_{};
  std::array<char, 1U << 16U> buffer_{};
};

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
  std::ifstream file = opened(data.file, data.offset < 0 ? size - bytes : data.offset);
  if (data.compressed) {
    Inflater(data.file).run(file, voxels.get(), bytes);
  } else {
    file.read(reinterpret_cast<char*>(voxels.get()), bytes);
    if (file.gcount() < bytes) throw_incomplete(data.file, before + bytes, before + file.gcount());
  }
  if (data.swapped) swap_bytes(voxels.get(), count, size_of(type));
  return {voxels, voxels.get()};
}

}  // namespace voxtrait
