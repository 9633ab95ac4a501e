#include "diagnostics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/moments.hpp"
#include "voxtrait/core/sum.hpp"
#include "voxtrait/preprocess/frame.hpp"

namespace voxtrait {

namespace {

struct StageNames {
  std::string_view family;
  std::string_view suffix;
};

constexpr std::array<StageNames, 3> roi_stages{{{"diagnostics_initial_roi", "init_roi"},
                                                {"diagnostics_interpolated_roi", "interp_roi"},
                                                {"diagnostics_resegmented_roi", "reseg_roi"}}};

constexpr std::array<std::string_view, 3> axis_names{"x", "y", "z"};

/// Collects the diagnostics of one stage.
class Collector {
 public:
  explicit Collector(const StageNames& names) : names_(names) {}

  void add(const std::string& what, const std::string& unit, double number) {
    add(what, unit, Value::of(number));
  }
  void add(const std::string& what, const std::string& unit, Value value) {
    list_.push_back({std::string(names_.family), what + "_" + std::string(names_.suffix), unit,
                     std::move(value)});
  }
  void add_axes(const std::string& what, const std::string& unit, const Vector& numbers) {
    for (std::size_t a = 0; a < 3; ++a) {
      add(what + "_" + std::string(axis_names[a]), unit, numbers[a]);
    }
  }
  std::vector<Diagnostic> take() { return std::move(list_); }

 private:
  StageNames names_;
  std::vector<Diagnostic> list_;
};

Vector as_numbers(const Index& index) {
  return {double(index[0]), double(index[1]), double(index[2])};
}

std::vector<Diagnostic> whole_image(const StageNames& names, const Volume<double>& volume,
                                    const Vector& spacing) {
  Collector c(names);
  const std::span<const double> values = volume.values();
  const auto bad = std::ranges::count_if(values, [](double v) { return !std::isfinite(v); });
  const Failure not_finite{Status::undefined,
                           std::to_string(bad) + " voxels of the image are NaN or Inf"};
  const auto intensity = [&](const std::string& what, auto&& number) {
    c.add(what, "intensity", bad > 0 ? Value::none(not_finite) : Value::of(number()));
  };
  c.add_axes("img_dim", "voxels", as_numbers(volume.size()));
  c.add_axes("vox_dim", "mm", spacing);
  intensity("mean_int", [&] { return sum(values) / static_cast<double>(values.size()); });
  intensity("min_int", [&] { return *std::ranges::min_element(values); });
  intensity("max_int", [&] { return *std::ranges::max_element(values); });
  return c.take();
}

Vector interpolated_spacing(const Frame& frame, const Volume<double>& volume,
                            const InterpolationSettings& settings) {
  Vector spacing = frame.spacing;
  for (std::size_t a = 0; a < 3; ++a) {
    if (settings.method == Interpolator::none || !settings.spacing[a]) continue;
    spacing[a] = *settings.spacing[a];
    if (settings.grid == GridAlignment::fit && volume.size()[a] > 1) {
      spacing[a] = static_cast<double>(frame.size[a] - 1) * frame.spacing[a] /
                   static_cast<double>(volume.size()[a] - 1);
    }
  }
  return spacing;
}

}  // namespace

std::vector<Diagnostic> image_diagnostics(const ImageView& image, const Settings& settings,
                                          const Parallel& parallel) {
  Settings as_stored = settings;
  as_stored.interpolation = {};
  const Frame frame = frame_of(image.geometry, settings.slices.plane);
  const Volume<double> initial = prepare_whole_image(image, as_stored, parallel);
  std::vector<Diagnostic> list =
      whole_image({"diagnostics_initial_image", "init_img"}, initial, frame.spacing);
  const Volume<double> interpolated = prepare_whole_image(image, settings, parallel);
  std::ranges::move(whole_image({"diagnostics_interpolated_image", "interp_img"}, interpolated,
                                interpolated_spacing(frame, interpolated, settings.interpolation)),
                    std::back_inserter(list));
  return list;
}

std::vector<Diagnostic> roi_diagnostics(Stage stage, const Roi& roi) {
  Collector c(roi_stages[static_cast<std::size_t>(stage)]);
  const Distribution d = distribution_of(roi.intensity, roi.intensity_mask);
  const auto morphological = std::ranges::count(roi.morphological_mask.values(), std::uint8_t{1});
  c.add_axes("int_mask_dim", "voxels", as_numbers(roi.grid));
  c.add_axes("int_mask_bb_dim", "voxels", as_numbers(bounding_box(roi.intensity_mask).extents()));
  c.add_axes("morph_mask_bb_dim", "voxels",
             as_numbers(bounding_box(roi.morphological_mask).extents()));
  c.add("int_mask_vox_count", "voxels", static_cast<double>(d.voxels + d.non_finite));
  c.add("morph_mask_vox_count", "voxels", static_cast<double>(morphological));
  const auto intensity = [&](const std::string& what, auto&& number) {
    const Failure none{Status::empty_roi, "the intensity mask has no finite voxel"};
    c.add(what, "intensity", d.empty() ? Value::none(none) : Value::of(number()));
  };
  intensity("int_mask_mean_int", [&] { return moments_of(d).mean; });
  intensity("int_mask_min_int", [&] { return d.minimum(); });
  intensity("int_mask_max_int", [&] { return d.maximum(); });
  return c.take();
}

std::vector<Diagnostic> missing_roi_diagnostics(Stage stage, const Failure& failure) {
  const Roi nothing{.intensity = Volume<double>({1, 1, 1}),
                    .morphological_mask = Volume<std::uint8_t>({1, 1, 1}),
                    .intensity_mask = Volume<std::uint8_t>({1, 1, 1})};
  std::vector<Diagnostic> list = roi_diagnostics(stage, nothing);
  for (Diagnostic& diagnostic : list) diagnostic.value = Value::none(failure);
  return list;
}

}  // namespace voxtrait
