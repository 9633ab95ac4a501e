#include <cmath>

#include "common.hpp"
#include "filters.hpp"
#include "rotations.hpp"

namespace voxtrait {

namespace {

/// Laws' kernels (IBSI JTXT): level, edge, spot, wave, ripple.
struct LawsKernel {
  std::string_view name;
  std::vector<int> weights;
};

const std::vector<LawsKernel>& laws_kernels() {
  static const std::vector<LawsKernel> kernels{
      {"L5", {1, 4, 6, 4, 1}},   {"L3", {1, 2, 1}},         {"E5", {-1, -2, 0, 2, 1}},
      {"E3", {-1, 0, 1}},        {"S5", {-1, 0, 2, 0, -1}}, {"S3", {-1, 2, -1}},
      {"W5", {-1, 2, 0, -2, 1}}, {"R5", {1, -4, 6, -4, 1}}};
  return kernels;
}

/// The kernel of that name with norm 1; empty where there is none.
Taps laws_taps(std::string_view name) {
  for (const LawsKernel& kernel : laws_kernels()) {
    if (kernel.name != name) continue;
    double squares = 0.0;
    for (const int weight : kernel.weights) squares += weight * weight;
    Taps taps;
    for (const int weight : kernel.weights) taps.push_back(weight / std::sqrt(squares));
    return taps;
  }
  return {};
}

bool in_space(const std::string& names) { return names.size() == 6; }

SeparableKernel laws_kernel(const std::string& names) {
  SeparableKernel kernel;
  for (std::size_t a = 0; 2 * a + 1 < names.size(); ++a) {
    kernel[a] = laws_taps(std::string_view(names).substr(2 * a, 2));
  }
  return kernel;
}

void require_kernels(const FilterValues& values) {
  const std::string& names = values.word("kernels");
  bool known = names.size() == 4 || names.size() == 6;
  for (std::size_t i = 0; known && i < names.size(); i += 2) {
    known = !laws_taps(std::string_view(names).substr(i, 2)).empty();
  }
  if (known) return;
  reject_setting("kernels",
                 "expected two (2D) or three (3D) of L5, L3, E5, E3, S5, S3, W5 and R5, one for "
                 "each axis from x on, such as L5E5E5; found \"" +
                     names + "\"");
}

std::vector<RotatedChain> chains_of(const FilterValues& values) {
  const std::string& names = values.word("kernels");
  const Chain chain{laws_kernel(names)};
  if (!values.flag("rotation_invariance")) return {{chain, 1, 0}};
  return rotated(chain, in_space(names));
}

/// The mean over the window in which energy is measured.
SeparableKernel energy_kernel(const FilterValues& values) {
  const auto width = static_cast<std::size_t>(2 * values.whole("energy_distance") + 1);
  SeparableKernel kernel;
  const std::size_t axes = values.word("kernels").size() / 2;
  for (std::size_t a = 0; a < axes; ++a) kernel[a].assign(width, 1.0 / static_cast<double>(width));
  return kernel;
}

Box response_box(const FilterValues& values, const Box& wanted, const Index& grid) {
  if (!values.flag("energy")) return wanted;
  return needed_box(boundary_of(values), wanted, reach_of(energy_kernel(values)), grid);
}

Volume<double> response(const FilterValues& values, const Region& image, const Box& wanted,
                        const Parallel& parallel) {
  Region map = pooled(image, chains_of(values), pooling_named(values.word("pooling")),
                      boundary_of(values), response_box(values, wanted, image.grid), parallel);
  if (!values.flag("energy")) return std::move(map.values);
  for (double& value : map.values.values()) value = std::abs(value);
  return convolved(map, energy_kernel(values), boundary_of(values), wanted, parallel).values;
}

}  // namespace

Filter laws_filter() {
  return {.info = {"laws", "JTXT", "Laws kernels",
                   "Products of small one-dimensional kernels that respond to level, edges, spots, "
                   "waves and ripples, each scaled to norm 1."},
          .settings = {{.key = "kernels",
                        .unit = "",
                        .doc = "one of L5, L3, E5, E3, S5, S3, W5, R5 for each axis, x first; two "
                               "of them filter slices, three the volume (IBSI JVAD)",
                        .type = SettingType::text,
                        .default_value = std::string("L5E5E5")},
                       rotation_setting(),
                       pooling_setting(),
                       {.key = "energy",
                        .unit = "",
                        .doc = "the mean of the absolute response around each voxel, a texture "
                               "energy image (IBSI PQSD)",
                        .type = SettingType::boolean,
                        .default_value = false},
                       {.key = "energy_distance",
                        .unit = "voxels",
                        .doc = "Chebyshev distance that the energy's window reaches (IBSI I176)",
                        .type = SettingType::integer,
                        .minimum = 0,
                        .maximum = 999,
                        .default_value = std::int64_t{7}},
                       boundary_setting()},
          .check = require_kernels,
          .needs =
              [](const FilterValues& values, const Box& wanted, const Index& grid, const Vector&) {
                return needed_box(chains_of(values), boundary_of(values),
                                  response_box(values, wanted, grid), grid);
              },
          .apply = response};
}

}  // namespace voxtrait
