// A feature family in C++, how fast intensities change inside the ROI, and an image filter, how
// much a voxel stands out from its neighbours.
#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <voxtrait/plugin.hpp>

namespace {

namespace plugin = voxtrait::plugin;

/// The voxels of a ROI by index.
class Voxels {
 public:
  explicit Voxels(const voxtrait_roi& roi) : roi_(roi) {}

  [[nodiscard]] std::int64_t offset(std::int64_t x, std::int64_t y, std::int64_t z) const {
    return (z * roi_.extent[1] + y) * roi_.extent[0] + x;
  }

  /// Change per mm between a voxel's neighbours along an axis; 0 where one is not in the ROI.
  [[nodiscard]] double slope(const std::array<std::int64_t, 3>& at, std::size_t axis) const {
    if (at[axis] == 0 || at[axis] + 1 == roi_.extent[axis]) return 0.0;
    const std::array<std::int64_t, 3> steps{1, roi_.extent[0], roi_.extent[0] * roi_.extent[1]};
    const std::int64_t here = offset(at[0], at[1], at[2]);
    const std::int64_t before = here - steps[axis];
    const std::int64_t after = here + steps[axis];
    if (roi_.intensity_mask[before] == 0 || roi_.intensity_mask[after] == 0) return 0.0;
    return (roi_.intensities[after] - roi_.intensities[before]) / (2.0 * roi_.spacing[axis]);
  }

 private:
  const voxtrait_roi& roi_;
};

void compute(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_roi& roi = inputs.roi();
  const std::size_t axes = inputs.setting(0).integer != 0 ? 2 : 3;
  const Voxels voxels(roi);
  double sum = 0.0;
  double largest = 0.0;
  double count = 0.0;
  std::array<std::int64_t, 3> at{};
  for (at[2] = 0; at[2] < roi.extent[2]; ++at[2]) {
    if (inputs.should_stop()) throw std::runtime_error("stopped");
    for (at[1] = 0; at[1] < roi.extent[1]; ++at[1]) {
      for (at[0] = 0; at[0] < roi.extent[0]; ++at[0]) {
        if (roi.intensity_mask[voxels.offset(at[0], at[1], at[2])] == 0) continue;
        double square = 0.0;
        for (std::size_t a = 0; a < axes; ++a) {
          square += voxels.slope(at, a) * voxels.slope(at, a);
        }
        sum += std::sqrt(square);
        largest = std::max(largest, std::sqrt(square));
        count += 1.0;
      }
    }
  }
  values[0] = sum / count;
  values[1] = largest;
}

constexpr std::array features{
    plugin::feature("mean_magnitude", "Mean magnitude", "intensity/mm",
                    R"(\frac{1}{N} \sum_k |\nabla X_k|)", "Mean length of the gradient."),
    plugin::feature("maximum_magnitude", "Maximum magnitude", "intensity/mm",
                    R"(\max_k |\nabla X_k|)", "Length of the steepest gradient."),
};

constexpr std::array settings{
    plugin::setting("in_plane", VOXTRAIT_BOOLEAN, "false", "Whether slices are looked at alone."),
};

/// Half the width of the cube.
std::int64_t width(const voxtrait_filter_inputs& inputs) { return inputs.settings[0]->integer; }

std::int32_t reach(const voxtrait_filter_inputs* inputs, std::int64_t voxels[3]) noexcept {
  for (std::size_t a = 0; a < 3; ++a) voxels[a] = width(*inputs);
  return 0;
}

/// Mean of the cube around a voxel, as far as it lies in the image.
double mean_around(const plugin::FilterInputs& inputs, const std::array<std::int64_t, 3>& at) {
  std::array<std::int64_t, 3> begin{};
  std::array<std::int64_t, 3> end{};
  for (std::size_t a = 0; a < 3; ++a) {
    begin[a] = std::max<std::int64_t>(0, at[a] - width(inputs.table()));
    end[a] = std::min(inputs.table().grid[a], at[a] + width(inputs.table()) + 1);
  }
  double sum = 0.0;
  double count = 0.0;
  for (std::int64_t z = begin[2]; z < end[2]; ++z) {
    for (std::int64_t y = begin[1]; y < end[1]; ++y) {
      for (std::int64_t x = begin[0]; x < end[0]; ++x, count += 1.0) sum += inputs.at(x, y, z);
    }
  }
  return sum / count;
}

void stand_out(const plugin::FilterInputs& inputs, std::span<double> response) {
  const voxtrait_filter_inputs& t = inputs.table();
  std::size_t next = 0;
  for (std::int64_t z = t.wanted_begin[2]; z < t.wanted_end[2]; ++z) {
    if (inputs.should_stop()) throw std::runtime_error("stopped");
    for (std::int64_t y = t.wanted_begin[1]; y < t.wanted_end[1]; ++y) {
      for (std::int64_t x = t.wanted_begin[0]; x < t.wanted_end[0]; ++x) {
        response[next++] = inputs.at(x, y, z) - mean_around(inputs, {x, y, z});
      }
    }
  }
}

constexpr double least_width = 1.0;
constexpr double most_width = 9.0;
constexpr std::array filter_settings{[] {
  voxtrait_setting setting = plugin::setting(
      "width", VOXTRAIT_INTEGER, "1", "Half the width of the cube around a voxel.", "voxels");
  setting.minimum = &least_width;
  setting.maximum = &most_width;
  return setting;
}()};

constexpr std::array filters{[] {
  voxtrait_filter filter = plugin::filter("example.stand_out", "Stand out",
                                          "How far a voxel lies above the mean around it.", reach,
                                          plugin::apply<stand_out>);
  filter.settings = filter_settings.data();
  filter.setting_count = filter_settings.size();
  return filter;
}()};

constexpr std::array families{[] {
  voxtrait_family family =
      plugin::family("example.gradient", "Gradient", "How fast intensities change.",
                     VOXTRAIT_INPUT_ROI, features, plugin::compute<compute>);
  family.settings = settings.data();
  family.setting_count = settings.size();
  return family;
}()};

constexpr voxtrait_plugin description =
    plugin::describe("example.cpp", "1.0", "Template of a plugin in C++.", families, filters);

}  // namespace

uint32_t voxtrait_plugin_abi() { return VOXTRAIT_ABI; }

const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* /*host*/) { return &description; }
