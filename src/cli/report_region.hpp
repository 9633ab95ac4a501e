#pragma once

#include <filesystem>
#include <string>

#include "voxtrait/core/image.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/registry/registry.hpp"

namespace voxtrait::cli {

/// Shows the region of interest of the reference studies as the features see it.
class RegionPictures {
 public:
  RegionPictures(std::filesystem::path data, const Registry& registry, int threads)
      : data_(std::move(data)),
        registry_(registry),
        parallel_(threads) {}

  /// A figure and facts in HTML, or why there is no region. The study's image must be installed.
  std::string show(const std::string& configuration);

 private:
  void read_images(const std::filesystem::path& image, const std::filesystem::path& mask);

  std::filesystem::path data_;
  const Registry& registry_;
  Parallel parallel_;
  std::filesystem::path image_path_;  ///< of what was read last
  Image image_;
  Image mask_;
};

}  // namespace voxtrait::cli
