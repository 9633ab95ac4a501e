#include "nrrd_guard.hpp"

#include <fstream>
#include <string>
#include <string_view>

#include "complete.hpp"

namespace voxtrait {

namespace {

/// What follows `key:` if the line begins with it.
bool take(const std::string& line, std::string_view key, std::string& value) {
  if (!line.starts_with(key)) return false;
  const std::size_t begin = line.find_first_not_of(" \t", key.size());
  value = begin == std::string::npos ? "" : line.substr(begin);
  while (!value.empty() && value.back() == '\r') value.pop_back();
  return true;
}

}  // namespace

void require_plausible_nrrd_size(const std::filesystem::path& path, std::int64_t bytes) {
  std::ifstream header(path, std::ios::binary);
  std::string encoding;
  std::string file;
  for (std::string line; std::getline(header, line) && !line.empty() && line != "\r";) {
    take(line, "encoding:", encoding);
    if (!take(line, "data file:", file)) take(line, "datafile:", file);
  }
  const bool several = file.starts_with("LIST") || file.find('%') != std::string::npos;
  if (several) return;
  const std::filesystem::path data = file.empty() ? path : path.parent_path() / file;
  require_plausible_size(data, bytes, encoding != "raw");
}

}  // namespace voxtrait
