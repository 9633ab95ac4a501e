#include "nifti_guard.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <system_error>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

/// The suffix in lower case if it is one that ITK's readers are particular about, else empty.
std::string_view suffix_of(const fs::path& path) {
  std::string name = path.string();
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::array<std::string_view, 4> suffixes{".nii.gz", ".nii", ".mha", ".mhd"};
  const auto* found = std::ranges::find_if(suffixes, [&](auto s) { return name.ends_with(s); });
  return found == suffixes.end() ? std::string_view() : *found;
}

bool has_sibling(const fs::path& path, std::string_view own_suffix) {
  std::string stem = path.string();
  stem.resize(stem.size() - own_suffix.size());
  std::error_code error;
  return std::ranges::any_of(std::array{".nii", ".nii.gz", ".hdr", ".hdr.gz"},
                             [&](const char* suffix) {
                               const fs::path sibling = stem + suffix;
                               return sibling != path && fs::exists(sibling, error);
                             });
}

fs::path private_directory() {
  std::string name = (fs::temp_directory_path() / "voxtrait-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw Error(ErrorCode::io_read, "cannot make a temporary directory " + name);
  }
  return name;
}

}  // namespace

UnambiguousPath::UnambiguousPath(const fs::path& path) : path_(path) {
  const std::string_view suffix = suffix_of(path);
  const bool lower_case = path.string().ends_with(suffix);
  if (suffix.empty() || (lower_case && !has_sibling(path, suffix))) return;
  directory_ = private_directory();
  path_ = directory_ / ("image" + std::string(suffix));
  fs::create_symlink(fs::absolute(path), path_);
}

UnambiguousPath::~UnambiguousPath() {
  std::error_code ignored;
  if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

}  // namespace voxtrait
