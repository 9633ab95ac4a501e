#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "bindings.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace voxtrait::python {

/// What a thumbnail of a ROI is drawn from: its largest slice, made small.
struct Preview {
  std::int64_t width = 0;
  std::int64_t height = 0;
  double spacing_x = 1.0;  ///< of the small slice, mm
  double spacing_y = 1.0;
  std::int64_t slice = 0;   ///< of the whole grid, counted from 0
  std::int64_t slices = 0;  ///< of the whole grid
  double black = 0.0;       ///< intensity of shade 0
  double white = 0.0;       ///< intensity of shade 255
  std::string shades;       ///< a byte for each pixel
  std::string masks;        ///< bit 0: morphological, bit 1: intensity mask
};

/// Collects a preview of every label; thread-safe.
class Previews {
 public:
  /// `image` must live as long as ROIs are observed.
  Previews(const ImageView& image, const Settings& settings) : image_(image), settings_(settings) {}

  void observe(Stage stage, const Roi& roi);

  /// A dict from labels to tuples of the fields.
  [[nodiscard]] py::dict to_python() const;

 private:
  ImageView image_;
  Settings settings_;
  std::mutex mutex_;
  std::map<std::int64_t, Preview> previews_;
};

}  // namespace voxtrait::python
