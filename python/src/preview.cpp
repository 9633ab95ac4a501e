#include "preview.hpp"

#include <algorithm>
#include <cmath>

#include "voxtrait/io/roi_picture.hpp"
#include "voxtrait/preprocess/frame.hpp"

namespace voxtrait::python {

namespace {

constexpr std::int64_t most_pixels = 128;

/// Every n-th voxel along x and y of a slice.
class Thinned {
 public:
  /// `intensity` is the slice alone.
  Thinned(const Roi& roi, const Volume<double>& intensity, std::int64_t slice)
      : roi_(roi),
        intensity_(intensity),
        slice_(slice) {
    const Index& size = roi.intensity.size();
    step_ = (std::max(size[0], size[1]) + most_pixels - 1) / most_pixels;
  }
  [[nodiscard]] std::int64_t step() const { return step_; }
  [[nodiscard]] std::int64_t extent(std::size_t axis) const {
    return (roi_.intensity.size()[axis] + step_ - 1) / step_;
  }

  /// Calls `visit(intensity, masks)` row by row.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::int64_t y = 0; y < roi_.intensity.size()[1]; y += step_) {
      for (std::int64_t x = 0; x < roi_.intensity.size()[0]; x += step_) {
        const int masks =
            roi_.morphological_mask.at(x, y, slice_) + 2 * roi_.intensity_mask.at(x, y, slice_);
        visit(intensity_.at(x, y, 0), masks);
      }
    }
  }

 private:
  const Roi& roi_;
  const Volume<double>& intensity_;
  std::int64_t slice_;
  std::int64_t step_;
};

/// The range of the intensities that features see; of all where there are none in this slice.
IntensityWindow window_of(const Thinned& slice) {
  IntensityWindow inside{HUGE_VAL, -HUGE_VAL};
  IntensityWindow all = inside;
  const auto widen = [](IntensityWindow& window, double intensity) {
    window.black = std::min(window.black, intensity);
    window.white = std::max(window.white, intensity);
  };
  slice.for_each([&](double intensity, int masks) {
    if (!std::isfinite(intensity)) return;
    widen(all, intensity);
    if ((masks & 2) != 0) widen(inside, intensity);
  });
  return inside.black < inside.white ? inside : all;
}

char shade_of(double intensity, const IntensityWindow& window) {
  const double part = (intensity - window.black) / (window.white - window.black);
  return static_cast<char>(std::lround(part > 0.0 ? 255.0 * std::min(part, 1.0) : 0.0));
}

/// Whether the ROI's block may lack image voxels that no feature looks at.
bool may_lack_voxels(const Settings& settings) {
  return settings.profile == Profile::ibsi && settings.interpolation.method == Interpolator::none;
}

/// A slice of the ROI's block; read from the image where the block may lack some of it.
Volume<double> slice_of(const Roi& roi, std::int64_t z, const ImageView& image,
                        const Settings& settings) {
  const Box& box = roi.box;
  if (may_lack_voxels(settings)) {
    const Frame frame = frame_of(image.geometry, settings.slices.plane);
    return crop(image, frame,
                {{box.begin[0], box.begin[1], box.begin[2] + z},
                 {box.end[0], box.end[1], box.begin[2] + z + 1}});
  }
  Volume<double> slice({box.extent(0), box.extent(1), 1});
  RowBuffer buffer;
  for (std::int64_t y = 0; y < box.extent(1); ++y) {
    std::ranges::copy(roi.intensity.row(y, z, {0, box.extent(0)}, buffer), slice.row(y, 0).begin());
  }
  return slice;
}

Preview preview_of(const Roi& roi, const ImageView& image, const Settings& settings) {
  const std::int64_t z = largest_slice(roi);
  const Volume<double> intensity = slice_of(roi, z, image, settings);
  const Thinned slice(roi, intensity, z);
  const IntensityWindow window = window_of(slice);
  const auto step = static_cast<double>(slice.step());
  Preview preview{slice.extent(0),
                  slice.extent(1),
                  step * roi.spacing[0],
                  step * roi.spacing[1],
                  roi.box.begin[2] + z,
                  roi.grid[2],
                  window.black,
                  window.white,
                  {},
                  {}};
  slice.for_each([&](double intensity, int masks) {
    preview.shades += shade_of(intensity, window);
    preview.masks += static_cast<char>(masks);
  });
  return preview;
}

py::tuple tuple_of(const Preview& p) {
  return py::make_tuple(p.width, p.height, p.spacing_x, p.spacing_y, p.slice, p.slices, p.black,
                        p.white, py::bytes(p.shades), py::bytes(p.masks));
}

/// A ROI of one slice that looks like the preview.
Roi roi_of(const py::tuple& preview) {
  const Index size{preview[0].cast<std::int64_t>(), preview[1].cast<std::int64_t>(), 1};
  const auto shades = preview[8].cast<std::string>();
  const auto masks = preview[9].cast<std::string>();
  Roi roi;
  roi.spacing = {preview[2].cast<double>(), preview[3].cast<double>(), 1.0};
  Volume<double> intensity(size);
  roi.morphological_mask = Volume<std::uint8_t>(size);
  roi.intensity_mask = Volume<std::uint8_t>(size);
  const std::size_t pixels = intensity.values().size();
  if (shades.size() != pixels || masks.size() != pixels) throw py::value_error("not a preview");
  for (std::size_t i = 0; i < pixels; ++i) {
    intensity.values()[i] = static_cast<unsigned char>(shades[i]);
    roi.morphological_mask.values()[i] = static_cast<std::uint8_t>(masks[i] & 1);
    roi.intensity_mask.values()[i] = static_cast<std::uint8_t>((masks[i] >> 1) & 1);
  }
  roi.intensity = std::move(intensity);
  return roi;
}

py::bytes draw(const py::tuple& preview, std::int64_t pixels) {
  return draw_slice(roi_of(preview), 0, {0.0, 255.0}, pixels).png;
}

}  // namespace

void Previews::observe(Stage stage, const Roi& roi) {
  if (stage != Stage::resegmented) return;
  Preview preview = preview_of(roi, image_, settings_);
  const std::lock_guard lock(mutex_);
  previews_[roi.label] = std::move(preview);
}

py::dict Previews::to_python() const {
  py::dict result;
  for (const auto& [label, preview] : previews_) {
    result[py::int_(label)] = tuple_of(preview);
  }
  return result;
}

void bind_preview(py::module_& module) {
  module.def("draw", &draw, py::arg("preview"), py::arg("pixels"));
}

}  // namespace voxtrait::python
