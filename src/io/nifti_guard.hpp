#pragma once

#include <filesystem>
#include <string>

namespace voxtrait {

/// The name under which a file can be given to ITK.
///
/// Asked for `x.nii.gz`, its NIfTI reader takes `x.nii` if it exists; and readers refuse `x.MHA`.
/// Such a file is reached through a link in a directory of its own, which goes away with this
/// object.
class UnambiguousPath {
 public:
  explicit UnambiguousPath(const std::filesystem::path& path);
  ~UnambiguousPath();
  UnambiguousPath(const UnambiguousPath&) = delete;
  UnambiguousPath& operator=(const UnambiguousPath&) = delete;

  [[nodiscard]] std::string string() const { return path_.string(); }

 private:
  std::filesystem::path path_;
  std::filesystem::path directory_;  ///< empty unless a link was needed
};

}  // namespace voxtrait
