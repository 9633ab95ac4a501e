#include "voxtrait/preprocess/pyradiomics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "pyradiomics_grid.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/sum.hpp"
#include "voxtrait/preprocess/frame.hpp"

namespace voxtrait {

namespace {

using Region = PyradiomicsRegion;

Frame stored_frame(const Geometry& geometry) {
  Frame frame;
  frame.size = geometry.size;
  frame.spacing = geometry.spacing;
  return frame;
}

/// What normalisation does to an intensity; nothing by default.
struct Normalisation {
  bool active = false;
  double mean = 0.0;
  double per_sigma = 1.0;  ///< 1 / standard deviation
  double scale = 1.0;
  double most = std::numeric_limits<double>::infinity();

  void apply(std::span<double> values) const {
    if (!active) return;
    for (double& v : values) v = std::clamp((v - mean) * per_sigma, -most, most) * scale;
  }
};

/// Mean and standard deviation (N - 1) of the whole image.
Outcome<Normalisation> normalisation_of(const ImageView& image,
                                        const PyradiomicsSettings& settings) {
  Normalisation n;
  if (!settings.normalize) return n;
  const Volume<double> whole = crop(image, stored_frame(image.geometry), {{}, image.geometry.size});
  const std::span<const double> values = whole.values();
  const auto count = static_cast<double>(values.size());
  n.active = true;
  const double total = sum(values);
  n.mean = total / count;
  // ITK's order of operations, exact for integers: intensities on a bin's edge go by the last bit.
  const double squares = sum_of(values, [](double v) { return v * v; });
  const double sigma = std::sqrt((squares - total * total / count) / (count - 1.0));
  if (!std::isfinite(sigma) || sigma == 0.0) {
    return Failure{Status::failed,
                   "the image cannot be normalised: its standard deviation is 0 or not finite"};
  }
  n.per_sigma = 1.0 / sigma;
  n.scale = settings.normalize_scale;
  if (settings.remove_outliers) n.most = *settings.remove_outliers;
  return n;
}

/// Interpolated values in the image's own pixel type: integers are clamped, then cut towards zero.
void hold_as(PixelType type, std::span<double> values) {
  if (type == PixelType::float64) return;
  with_pixels({nullptr, type, {}}, [values](auto* pixels) {
    using Pixel = std::remove_cv_t<std::remove_pointer_t<decltype(pixels)>>;
    constexpr auto lowest = static_cast<double>(std::numeric_limits<Pixel>::lowest());
    constexpr auto highest = static_cast<double>(std::numeric_limits<Pixel>::max());
    for (double& v : values) {
      if constexpr (std::is_floating_point_v<Pixel>) {
        v = static_cast<double>(static_cast<Pixel>(v));
      } else {
        v = std::trunc(std::clamp(v, lowest, highest));
      }
    }
  });
}

/// The box of the label in a mask over a grid, in that grid; empty where the label is gone.
Box box_of(const Region& region) {
  Box box = bounding_box(region.mask);
  for (std::size_t a = 0; a < 3; ++a) {
    box.begin[a] += region.box.begin[a];
    box.end[a] += region.box.begin[a];
  }
  return box;
}

template <class T>
Volume<T> cut(const Volume<T>& volume, const Box& from, const Box& box) {
  Volume<T> result(box.extents());
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const auto row = volume.row(y - from.begin[1], z - from.begin[2])
                           .subspan(static_cast<std::size_t>(box.begin[0] - from.begin[0]),
                                    static_cast<std::size_t>(box.extent(0)));
      std::ranges::copy(row, result.row(y - box.begin[1], z - box.begin[2]).begin());
    }
  }
  return result;
}

Region cropped(const Region& region, const Box& box) {
  return {region.geometry, box, cut(region.intensity, region.box, box),
          cut(region.mask, region.box, box), region.type};
}

/// The grid of a box alone.
Geometry part_of(const Geometry& grid, const Box& box) {
  Geometry part = grid;
  Vector first{};
  for (std::size_t a = 0; a < 3; ++a) first[a] = static_cast<double>(box.begin[a]);
  part.origin = grid.position(first);
  part.size = box.extents();
  return part;
}

Failure label_gone(const std::string& step) {
  return {Status::empty_roi, "no voxel of the ROI is left after " + step};
}

/// One label on its way through the steps.
class Preparation {
 public:
  Preparation(const ImageView& image, const ImageView& mask, const LabelRegion& label,
              const PyradiomicsSettings& settings, const Parallel& parallel,
              const PyradiomicsObserver& observe)
      : image_(image),
        mask_(mask),
        label_(label),
        settings_(settings),
        parallel_(parallel),
        observe_(observe) {}

  Outcome<Region> load() {
    Box box{{}, image_.geometry.size};
    if (settings_.pre_crop) {
      const std::int64_t pad = settings_.pad_distance;
      box = grown(label_.box, {pad, pad, pad}, image_.geometry.size);
    }
    return loaded(box);
  }

  Outcome<PyradiomicsRoi> run() {
    Outcome<Region> region = loaded(label_.box);
    if (!region.ok()) return region.failure();
    if (const auto failure = too_small(region.value())) return *failure;
    Outcome<PyradiomicsRoi> result = resegmented(region.value());
    if (result.ok()) result.value().source = source_of(std::move(region.value()));
    return result;
  }

 private:
  /// Image and mask on one grid; `part` is what is wanted of the image if it stays as it is.
  Outcome<Region> loaded(const Box& part) {
    const Outcome<Normalisation> normalisation = normalisation_of(image_, settings_);
    if (!normalisation.ok()) return normalisation.failure();
    normalisation_ = normalisation.value();
    return on_one_grid(part);
  }

  /// What image types are computed from; `region` is what was loaded for the ROI.
  [[nodiscard]] PyradiomicsSource source_of(Region region) const {
    PyradiomicsSource source{region.box, region.geometry.spacing, region.type, {}};
    if (resampling()) {
      const auto kept = std::make_shared<const Region>(std::move(region));
      source.read = [kept](const Box& box) { return cut(kept->intensity, kept->box, box); };
      return source;
    }
    source.box = {{}, image_.geometry.size};
    const std::int64_t pad = settings_.pad_distance;
    if (settings_.pre_crop) source.box = grown(box_of(region), {pad, pad, pad}, source.box.end);
    source.read = [image = image_, normalisation = normalisation_](const Box& box) {
      Volume<double> values = crop(image, stored_frame(image.geometry), box);
      normalisation.apply(values.values());
      return values;
    };
    return source;
  }

  [[nodiscard]] PixelType type() const {
    return normalisation_.active ? PixelType::float64 : image_.type;
  }

  void reached(PyradiomicsStage stage, const Region& region) const {
    if (observe_) observe_(stage, region);
  }

  [[nodiscard]] bool resampling() const {
    return settings_.resampled_pixel_spacing && settings_.interpolator;
  }

  /// Image intensities of a box, normalised.
  [[nodiscard]] Volume<double> intensities(const Box& box) const {
    Volume<double> values = crop(image_, stored_frame(image_.geometry), box);
    normalisation_.apply(values.values());
    return values;
  }

  Outcome<Region> on_one_grid(const Box& part) {
    const double tolerance = settings_.geometry_tolerance.value_or(1e-6);
    const bool same = same_space(image_.geometry, mask_.geometry, tolerance);
    if (!resampling() && same) {
      Region region{image_.geometry, part, intensities(part), {}, type()};
      region.mask =
          crop_label(mask_, label_.label, stored_frame(mask_.geometry), part, label_.box).mask;
      return region;
    }
    if (const auto failure = outside_image(image_.geometry, mask_.geometry, label_.box)) {
      return *failure;
    }
    return resampling() ? resampled() : corrected();
  }

  /// The mask by nearest neighbour on the image's grid.
  Region mask_on_image(std::int64_t padding) {
    Region region{image_.geometry, {{}, image_.geometry.size}, {}, {}, type()};
    region.mask = resample_mask_itk(mask_, label_.label, label_.box, image_.geometry, parallel_);
    const Box whole = region.box;
    Box box = box_of(region);
    if (box.empty()) box = {{0, 0, 0}, {1, 1, 1}};
    box = grown(box, {padding, padding, padding}, image_.geometry.size);
    region.mask = cut(region.mask, whole, box);
    region.box = box;
    region.intensity = intensities(box);
    return region;
  }

  Outcome<Region> corrected() {
    Region region = mask_on_image(0);
    if (!any_set(region.mask)) return label_gone("moving the mask to the image's grid");
    reached(PyradiomicsStage::corrected, region);
    return region;
  }

  Outcome<Region> resampled() {
    const PyradiomicsGrid grid =
        pyradiomics_grid(image_.geometry, mask_.geometry, label_.box, settings_);
    Region region =
        grid.image_stays ? mask_on_image(settings_.pad_distance) : interpolated(grid.geometry);
    if (!any_set(region.mask)) return label_gone("resampling");
    reached(PyradiomicsStage::interpolated, region);
    return region;
  }

  Region interpolated(const Geometry& grid) {
    const Box needed = part_for(image_.geometry, grid);
    Region region{grid, {{}, grid.size}, {}, {}, type()};
    region.intensity = resample_itk({image_.geometry, needed, intensities(needed)}, grid,
                                    *settings_.interpolator, parallel_);
    hold_as(region.type, region.intensity.values());
    region.mask = resample_mask_itk(mask_, label_.label, label_.box, grid, parallel_);
    return region;
  }

  /// Why PyRadiomics refuses the ROI, if it does.
  [[nodiscard]] std::optional<Failure> too_small(const Region& region) const {
    const Index extents = box_of(region).extents();
    const auto wide = std::ranges::count_if(extents, [](std::int64_t e) { return e > 1; });
    if (wide == 0) return Failure{Status::too_small, "the ROI has one voxel only"};
    if (wide < settings_.minimum_roi_dimensions) {
      return Failure{Status::too_small, "the ROI extends along " + std::to_string(wide) +
                                            " axes; at least " +
                                            std::to_string(settings_.minimum_roi_dimensions) +
                                            " are required (minimumROIDimensions)"};
    }
    const auto voxels = std::ranges::count(region.mask.values(), std::uint8_t{1});
    if (!settings_.minimum_roi_size || voxels > *settings_.minimum_roi_size) return std::nullopt;
    return Failure{Status::too_small, "the ROI has " + std::to_string(voxels) +
                                          " voxels; more than " +
                                          std::to_string(*settings_.minimum_roi_size) +
                                          " are required (minimumROISize)"};
  }

  /// Intensities of the ROI's voxels, in the order of the volume.
  static std::vector<double> inside(const Region& region) {
    std::vector<double> values;
    for (std::size_t i = 0; i < region.mask.values().size(); ++i) {
      if (region.mask.values()[i] != 0) values.push_back(region.intensity.values()[i]);
    }
    return values;
  }

  /// The range that stays, bounds in ascending order.
  [[nodiscard]] Range range_of(const Region& region) const {
    std::vector<double> bounds = settings_.resegment_range;
    std::ranges::sort(bounds);
    const std::vector<double> values = inside(region);
    if (settings_.resegment_mode == ResegmentMode::relative) {
      const double highest = *std::ranges::max_element(values);
      for (double& b : bounds) b *= highest;
    } else if (settings_.resegment_mode == ResegmentMode::sigma) {
      const auto n = static_cast<double>(values.size());
      const std::span<const double> all(values);
      const double mean = sum(all) / n;
      const double variance = sum_of(all, [mean](double v) { return (v - mean) * (v - mean); }) / n;
      for (double& b : bounds) b = mean + std::sqrt(variance) * b;
    }
    // NumPy compares an array of 32-bit floats in 32 bits.
    if (region.type == PixelType::float32) hold_as(PixelType::float32, bounds);
    Range range{bounds.front(), std::nullopt};
    if (bounds.size() == 2) range.upper = bounds[1];
    return range;
  }

  Outcome<PyradiomicsRoi> resegmented(const Region& region) {
    Region kept = region;
    if (!settings_.resegment_range.empty()) {
      const Range range = range_of(region);
      for (std::size_t i = 0; i < kept.mask.values().size(); ++i) {
        const double v = kept.intensity.values()[i];
        const bool out = !(v >= *range.lower) || (range.upper && !(v <= *range.upper));
        if (out) kept.mask.values()[i] = 0;
      }
      if (std::ranges::count(kept.mask.values(), std::uint8_t{1}) <= 1) {
        return Failure{Status::too_small, "re-segmentation leaves one voxel at most"};
      }
      if (const auto failure = too_small(kept)) return *failure;
      reached(PyradiomicsStage::resegmented, kept);
    }
    const Box box = box_of(kept);
    kept = cropped(kept, box);
    PyradiomicsRoi result{{.label = label_.label,
                           .grid = kept.geometry.size,
                           .spacing = kept.geometry.spacing,
                           .box = box},
                          part_of(kept.geometry, box),
                          kept.type};
    result.roi.morphological_mask =
        settings_.resegment_shape ? kept.mask : cut(region.mask, region.box, box);
    result.roi.intensity = std::move(kept.intensity);
    result.roi.intensity_mask = std::move(kept.mask);
    result.roi.intensities = distribution_of(result.roi.intensity, result.roi.intensity_mask);
    return result;
  }

  const ImageView& image_;
  const ImageView& mask_;
  const LabelRegion& label_;
  const PyradiomicsSettings& settings_;
  const Parallel& parallel_;
  const PyradiomicsObserver& observe_;
  Normalisation normalisation_;
};

}  // namespace

Outcome<PyradiomicsRegion> load_pyradiomics(const ImageView& image, const ImageView& mask,
                                            const LabelRegion& region,
                                            const PyradiomicsSettings& settings,
                                            const Parallel& parallel) {
  const PyradiomicsObserver nobody;
  return Preparation(image, mask, region, settings, parallel, nobody).load();
}

Outcome<PyradiomicsRoi> prepare_pyradiomics(const ImageView& image, const ImageView& mask,
                                            const LabelRegion& region,
                                            const PyradiomicsSettings& settings,
                                            const Parallel& parallel,
                                            const PyradiomicsObserver& observe) {
  return Preparation(image, mask, region, settings, parallel, observe).run();
}

}  // namespace voxtrait
