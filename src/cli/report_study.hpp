#pragma once

#include <filesystem>
#include <string>

#include "report_tables.hpp"
#include "voxtrait/core/image.hpp"
#include "voxtrait/core/parallel.hpp"

namespace voxtrait::cli {

/// Writes the report's section on each configuration: what it is, its settings, a picture of the
/// ROI, all values.
class StudySections {
 public:
  StudySections(std::filesystem::path data, const Registry& registry, int threads)
      : data_(std::move(data)),
        registry_(registry),
        parallel_(threads) {}

  /// The section as HTML, for the values of one configuration.
  std::string section(Values values);

 private:
  std::string study(const std::string& configuration);
  std::string region(const std::string& configuration);
  void read_images(const ReferenceStudy& study);

  std::filesystem::path data_;
  const Registry& registry_;
  Parallel parallel_;
  std::filesystem::path image_path_;  ///< of the images that were read last
  Image image_;
  Image mask_;
};

}  // namespace voxtrait::cli
