#include "pyradiomics_diagnostics.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/sum.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/texture/zones.hpp"

namespace voxtrait {

namespace {

constexpr std::array<std::string_view, 3> stage_names{"interpolated", "corrected", "resegmented"};

/// What diagnostics say of intensities.
struct Intensities {
  double count = 0.0;
  double sum = 0.0;
  double minimum = std::numeric_limits<double>::infinity();
  double maximum = -std::numeric_limits<double>::infinity();

  void add(const Intensities& other) {
    count += other.count;
    sum += other.sum;
    minimum = std::min(minimum, other.minimum);
    maximum = std::max(maximum, other.maximum);
  }
};

Intensities intensities_of(std::span<const double> values) {
  if (values.empty()) return {};
  const auto [low, high] = std::ranges::minmax(values);
  return {static_cast<double>(values.size()), sum(values), low, high};
}

/// Slice by slice, so that the whole image is never copied.
Intensities intensities_of(const ImageView& image, const Parallel& parallel) {
  Frame frame;
  frame.size = image.geometry.size;
  const Index& n = frame.size;
  std::vector<Intensities> slices(static_cast<std::size_t>(n[2]));
  parallel.for_each(slices.size(), [&](std::size_t i) {
    const auto z = static_cast<std::int64_t>(i);
    slices[i] = intensities_of(crop(image, frame, {{0, 0, z}, {n[0], n[1], z + 1}}).values());
  });
  Intensities all;
  for (const Intensities& slice : slices) all.add(slice);
  return all;
}

/// Appends the diagnostics of one stage.
class StageList {
 public:
  StageList(std::vector<Diagnostic>& list, std::string_view name)
      : list_(list),
        family_("diagnostics_" + std::string(name)) {}

  void add(const std::string& tag, const std::string& unit, double number) {
    list_.push_back({family_, tag, unit, Value::of(number)});
  }

  template <class Numbers>
  void add_all(const std::string& tag, const std::string& unit, const Numbers& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      add(tag + "_" + std::to_string(i), unit, static_cast<double>(numbers[i]));
    }
  }

  void add_intensities(const std::string& what, const Intensities& found) {
    if (found.count == 0.0) return;
    add(what + "_mean", "intensity", found.sum / found.count);
    add(what + "_minimum", "intensity", found.minimum);
    add(what + "_maximum", "intensity", found.maximum);
  }

  void add_image(const Geometry& geometry, const Intensities& found) {
    add_all("image_spacing", "mm", geometry.spacing);
    add_all("image_size", "voxels", geometry.size);
    add_intensities("image", found);
  }

 private:
  std::vector<Diagnostic>& list_;
  std::string family_;
};

/// Number of volumes of a mask whose voxels touch each other at least at a corner.
std::size_t volumes_of(const Volume<std::uint8_t>& mask) {
  Levels levels;
  levels.count = 1;
  const Index& n = mask.size();
  levels.box = {{0, 0, 0}, n};
  Volume<std::uint8_t> padded({n[0] + 2, n[1] + 2, n[2] + 2});
  for (std::int64_t z = 0; z < n[2]; ++z) {
    for (std::int64_t y = 0; y < n[1]; ++y) {
      std::ranges::copy(mask.row(y, z), padded.row(y + 1, z + 1).begin() + 1);
    }
  }
  levels.voxels = static_cast<std::uint64_t>(std::ranges::count(mask.values(), std::uint8_t{1}));
  levels.histogram = {levels.voxels};
  levels.padded = std::move(padded);
  find_spans(levels);
  return zones_of(levels, {}, 0, n[2]).size();
}

/// Mean place of the voxels of a mask, in voxels of the whole grid.
Vector centre_of(const Volume<std::uint8_t>& mask, const Box& box, double voxels) {
  std::array<std::int64_t, 3> sums{0, 0, 0};
  const Index& n = mask.size();
  for (std::int64_t z = 0; z < n[2]; ++z) {
    for (std::int64_t y = 0; y < n[1]; ++y) {
      for (std::int64_t x = 0; x < n[0]; ++x) {
        if (mask.at(x, y, z) == 0) continue;
        sums[0] += x;
        sums[1] += y;
        sums[2] += z;
      }
    }
  }
  Vector centre{};
  for (std::size_t a = 0; a < 3; ++a) {
    centre[a] = static_cast<double>(sums[a]) / voxels + static_cast<double>(box.begin[a]);
  }
  return centre;
}

void add_mask(StageList& stage, const Geometry& geometry, const Box& box,
              const Volume<std::uint8_t>& mask) {
  stage.add_all("mask_spacing", "mm", geometry.spacing);
  stage.add_all("mask_size", "voxels", geometry.size);
  const Box own = bounding_box(mask);
  std::array<std::int64_t, 6> bounds{};
  for (std::size_t a = 0; a < 3; ++a) {
    bounds[a] = own.begin[a] + box.begin[a];
    bounds[a + 3] = own.extent(a);
  }
  stage.add_all("mask_bounding_box", "voxels", bounds);
  const auto voxels = static_cast<double>(std::ranges::count(mask.values(), std::uint8_t{1}));
  stage.add("mask_voxel_num", "voxels", voxels);
  stage.add("mask_volume_num", "1", static_cast<double>(volumes_of(mask)));
  const Vector centre = centre_of(mask, box, voxels);
  stage.add_all("mask_center_of_mass_index", "voxels", centre);
  stage.add_all("mask_center_of_mass", "mm", geometry.position(centre));
}

}  // namespace

void PyradiomicsDiagnostics::add_original(const Parallel& parallel) {
  StageList stage(list_, "original");
  stage.add_image(image_.geometry, intensities_of(image_, parallel));
  Frame frame;
  frame.size = mask_.geometry.size;
  const Box& box = target_.region->box;
  add_mask(stage, mask_.geometry, box,
           crop_label(mask_, target_.region->label, frame, box, box).mask);
}

void PyradiomicsDiagnostics::add(PyradiomicsStage reached, const PyradiomicsRegion& region) {
  StageList stage(list_, stage_names[static_cast<std::size_t>(reached)]);
  if (reached == PyradiomicsStage::interpolated) {
    Geometry cropped = region.geometry;
    cropped.size = region.box.extents();
    stage.add_image(cropped, intensities_of(region.intensity.values()));
  }
  add_mask(stage, region.geometry, region.box, region.mask);
  std::vector<double> inside;
  for (std::size_t i = 0; i < region.mask.values().size(); ++i) {
    if (region.mask.values()[i] != 0) inside.push_back(region.intensity.values()[i]);
  }
  stage.add_intensities("mask", intensities_of(inside));
}

}  // namespace voxtrait
