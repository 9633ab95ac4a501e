#include "voxtrait/io/write_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

[[noreturn]] void cannot(ErrorCode code, const char* verb, const std::filesystem::path& path,
                         const std::string& why) {
  throw Error(code, std::string("cannot ") + verb + " " + path.string() + ": " + why);
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path temporary =
      path.string() + ".part" + std::to_string(static_cast<long>(getpid()));
  std::ofstream out(temporary, std::ios::binary);
  if (!out) cannot(ErrorCode::io_write, "write", path, std::strerror(errno));
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  std::error_code error;
  if (out) {
    std::filesystem::rename(temporary, path, error);
    if (!error) return;
  }
  const std::string why = error ? error.message() : std::strerror(errno);
  std::filesystem::remove(temporary, error);
  cannot(ErrorCode::io_write, "write", path, why);
}

std::string read_text_file(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    cannot(ErrorCode::io_read, "read", path, "it is a directory");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) cannot(ErrorCode::io_read, "read", path, std::strerror(errno));
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

}  // namespace voxtrait
