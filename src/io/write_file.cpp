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

/// The file that a link stands for, so that the link outlives the writing.
std::filesystem::path behind_links(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  return error ? path : target;
}

bool is_device_or_pipe(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_other(path, error);
}

/// For what is no file, such as /dev/null: renaming would put a file in its place.
void write_directly(const std::filesystem::path& path, std::string_view content) {
  std::ofstream out(path, std::ios::binary);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) cannot(ErrorCode::io_write, "write", path, std::strerror(errno));
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path target = behind_links(path);
  if (is_device_or_pipe(target)) return write_directly(target, content);
  const std::filesystem::path temporary =
      target.string() + ".part" + std::to_string(static_cast<long>(getpid()));
  std::ofstream out(temporary, std::ios::binary);
  if (!out) cannot(ErrorCode::io_write, "write", path, std::strerror(errno));
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  std::error_code error;
  if (out) {
    std::filesystem::rename(temporary, target, error);
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
