// A feature family in C++: how fast intensities change inside the ROI.
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

constexpr std::array families{[] {
  voxtrait_family family =
      plugin::family("example.gradient", "Gradient", "How fast intensities change.",
                     VOXTRAIT_INPUT_ROI, features, plugin::compute<compute>);
  family.settings = settings.data();
  family.setting_count = settings.size();
  return family;
}()};

constexpr voxtrait_plugin description =
    plugin::describe("example.cpp", "1.0", "Template of a plugin in C++.", families);

}  // namespace

uint32_t voxtrait_plugin_abi() { return VOXTRAIT_ABI; }

const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* /*host*/) { return &description; }
