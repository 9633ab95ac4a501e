#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>

namespace voxtrait {

/// The bytes of a file from an offset on, inflated while they are read if they are gzip (of any
/// number of members) or, where that is asked for, zlib data. All functions throw `io.read`.
class InflatedFile {
 public:
  enum class Stored : std::uint8_t {
    plain,
    gzip_or_plain,  ///< gzip if the data begin as such
    compressed      ///< gzip or zlib
  };

  explicit InflatedFile(const std::filesystem::path& path, Stored stored = Stored::gzip_or_plain,
                        std::int64_t offset = 0);
  ~InflatedFile();
  InflatedFile(const InflatedFile&) = delete;
  InflatedFile& operator=(const InflatedFile&) = delete;

  /// Number of bytes read, smaller than `bytes` at the end of the data only.
  std::int64_t read(std::byte* target, std::int64_t bytes);

  /// Passes over bytes; their number is smaller than `bytes` at the end of the data only.
  std::int64_t skip(std::int64_t bytes);

  /// Whether the data end here; their checksum is compared when they do.
  bool at_end();

 private:
  struct Inflater;  ///< the library's state

  std::int64_t read_plain(std::byte* target, std::int64_t bytes);
  std::int64_t inflate(std::byte* target, std::int64_t bytes);
  bool refill();
  bool next_member();
  [[noreturn]] void damaged(const char* how) const;

  std::filesystem::path path_;
  std::ifstream file_;
  std::unique_ptr<Inflater> inflater_;  ///< null for plain data
};

/// Whether a file begins as gzip data do.
bool is_gzip(const std::filesystem::path& path);

}  // namespace voxtrait
