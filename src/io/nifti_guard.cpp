#include "nifti_guard.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

bool has_sibling(const fs::path& path) {
  std::string stem = path.string();
  constexpr std::string_view zipped = ".nii.gz";
  constexpr std::string_view plain = ".nii";
  for (const std::string_view suffix : {zipped, plain}) {
    if (stem.ends_with(suffix)) {
      stem.resize(stem.size() - suffix.size());
      break;
    }
  }
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
  if (!has_sibling(path)) return;
  directory_ = private_directory();
  path_ = directory_ / ("image" + std::string(path.string().ends_with(".gz") ? ".nii.gz" : ".nii"));
  fs::create_symlink(fs::absolute(path), path_);
}

UnambiguousPath::~UnambiguousPath() {
  std::error_code ignored;
  if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

}  // namespace voxtrait
