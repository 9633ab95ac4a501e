#include "features.hpp"

#include <cstdio>
#include <limits>
#include <string>

#include "options.hpp"
#include "slices.hpp"

namespace bodycomp {

namespace {

namespace plugin = voxtrait::plugin;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr const char* no_muscle = "there is no skeletal muscle in the slices";

/// Everything that features follow from.
struct Measured {
  Amounts middle;  ///< of the middle slice
  Amounts all;     ///< of all slices
  double slices;
  double pixel;   ///< mm2
  double voxel;   ///< mm3
  double height;  ///< m, NaN if not given

  [[nodiscard]] double area(Tissue t) const {
    return static_cast<double>(middle.voxels[t]) * pixel / 100.0;
  }
  [[nodiscard]] double mean_area(Tissue t) const {
    return static_cast<double>(all.voxels[t]) * pixel / (100.0 * slices);
  }
  [[nodiscard]] double volume(Tissue t) const {
    return static_cast<double>(all.voxels[t]) * voxel / 1000.0;
  }
  [[nodiscard]] double muscle_index() const { return area(muscle) / (height * height); }
};

double quotient(double a, double b) { return b == 0.0 ? undefined : a / b; }

double density(const Amounts& amounts) {
  return quotient(amounts.muscle_sum, static_cast<double>(amounts.voxels[muscle]));
}

/// A feature and what it needs.
struct Row {
  voxtrait_feature feature;
  double (*value)(const Measured&);
  std::array<bool, tissue_count> tissues{};  ///< whose regions must be given
  bool height = false;
};

constexpr std::array<bool, tissue_count> only(Tissue tissue) {
  std::array<bool, tissue_count> needed{};
  needed[tissue] = true;
  return needed;
}

constexpr const char* area_formula = R"(N_{\text{middle}} \, \Delta x \Delta y)";
constexpr const char* mean_formula = R"(\frac{N}{N_{\text{slices}}} \Delta x \Delta y)";
constexpr const char* volume_formula = R"(N \, \Delta x \Delta y \Delta z)";

constexpr std::array rows{
    Row{plugin::feature("skeletal_muscle_area", "Skeletal muscle area", "cm2", area_formula,
                        "Area of skeletal muscle in the middle slice."),
        [](const Measured& m) { return m.area(muscle); }, only(muscle)},
    Row{plugin::feature("skeletal_muscle_mean_area", "Skeletal muscle mean area", "cm2",
                        mean_formula, "Area of skeletal muscle, mean of all slices."),
        [](const Measured& m) { return m.mean_area(muscle); }, only(muscle)},
    Row{plugin::feature("skeletal_muscle_volume", "Skeletal muscle volume", "cm3", volume_formula,
                        "Volume of skeletal muscle in all slices."),
        [](const Measured& m) { return m.volume(muscle); }, only(muscle)},
    Row{plugin::feature("intermuscular_fat_area", "Intermuscular fat area", "cm2", area_formula,
                        "Area of fat among muscles in the middle slice."),
        [](const Measured& m) { return m.area(intermuscular); }, only(intermuscular)},
    Row{plugin::feature("intermuscular_fat_mean_area", "Intermuscular fat mean area", "cm2",
                        mean_formula, "Area of fat among muscles, mean of all slices."),
        [](const Measured& m) { return m.mean_area(intermuscular); }, only(intermuscular)},
    Row{plugin::feature("intermuscular_fat_volume", "Intermuscular fat volume", "cm3",
                        volume_formula, "Volume of fat among muscles in all slices."),
        [](const Measured& m) { return m.volume(intermuscular); }, only(intermuscular)},
    Row{plugin::feature("subcutaneous_fat_area", "Subcutaneous fat area", "cm2", area_formula,
                        "Area of subcutaneous fat in the middle slice."),
        [](const Measured& m) { return m.area(subcutaneous); }, only(subcutaneous)},
    Row{plugin::feature("subcutaneous_fat_mean_area", "Subcutaneous fat mean area", "cm2",
                        mean_formula, "Area of subcutaneous fat, mean of all slices."),
        [](const Measured& m) { return m.mean_area(subcutaneous); }, only(subcutaneous)},
    Row{plugin::feature("subcutaneous_fat_volume", "Subcutaneous fat volume", "cm3", volume_formula,
                        "Volume of subcutaneous fat in all slices."),
        [](const Measured& m) { return m.volume(subcutaneous); }, only(subcutaneous)},
    Row{plugin::feature("visceral_fat_area", "Visceral fat area", "cm2", area_formula,
                        "Area of visceral fat in the middle slice."),
        [](const Measured& m) { return m.area(visceral); }, only(visceral)},
    Row{plugin::feature("visceral_fat_mean_area", "Visceral fat mean area", "cm2", mean_formula,
                        "Area of visceral fat, mean of all slices."),
        [](const Measured& m) { return m.mean_area(visceral); }, only(visceral)},
    Row{plugin::feature("visceral_fat_volume", "Visceral fat volume", "cm3", volume_formula,
                        "Volume of visceral fat in all slices."),
        [](const Measured& m) { return m.volume(visceral); }, only(visceral)},
    Row{plugin::feature("muscle_radiodensity", "Skeletal muscle radiodensity", "HU",
                        R"(\frac{1}{N} \sum_k X_k)",
                        "Mean CT number of skeletal muscle in the middle slice.", no_muscle),
        [](const Measured& m) { return density(m.middle); }, only(muscle)},
    Row{plugin::feature("muscle_mean_radiodensity", "Skeletal muscle mean radiodensity", "HU",
                        R"(\frac{1}{N} \sum_k X_k)",
                        "Mean CT number of skeletal muscle in all slices.", no_muscle),
        [](const Measured& m) { return density(m.all); }, only(muscle)},
    Row{plugin::feature("skeletal_muscle_index", "Skeletal muscle index", "cm2/m2",
                        R"(\frac{A_{\text{muscle}}}{h^2})",
                        "Area of skeletal muscle in the middle slice by the square of the height."),
        [](const Measured& m) { return m.muscle_index(); }, only(muscle), true},
    Row{plugin::feature("skeletal_muscle_gauge", "Skeletal muscle gauge", "HU.cm2/m2",
                        R"(\bar{X}_{\text{muscle}} \frac{A_{\text{muscle}}}{h^2})",
                        "Skeletal muscle index times radiodensity.", no_muscle),
        [](const Measured& m) { return density(m.middle) * m.muscle_index(); }, only(muscle), true},
    Row{plugin::feature("visceral_to_subcutaneous_area", "Visceral to subcutaneous fat area", "1",
                        R"(A_{\text{visceral}} / A_{\text{subcutaneous}})",
                        "Ratio of the areas in the middle slice.",
                        "there is no subcutaneous fat in the middle slice"),
        [](const Measured& m) { return quotient(m.area(visceral), m.area(subcutaneous)); },
        {false, false, true, true}},
    Row{plugin::feature("visceral_to_subcutaneous_volume", "Visceral to subcutaneous fat volume",
                        "1", R"(V_{\text{visceral}} / V_{\text{subcutaneous}})",
                        "Ratio of the volumes in all slices.",
                        "there is no subcutaneous fat in the slices"),
        [](const Measured& m) { return quotient(m.volume(visceral), m.volume(subcutaneous)); },
        {false, false, true, true}},
    Row{plugin::feature("intermuscular_fat_fraction", "Intermuscular fat fraction", "1",
                        R"(\frac{V_{\text{intermuscular}}}{V_{\text{intermuscular}} + )"
                        R"(V_{\text{muscle}}})",
                        "Part of fat in the volume of muscle and fat among muscles.",
                        "there is neither muscle nor fat in the muscles' region"),
        [](const Measured& m) {
          return quotient(m.volume(intermuscular), m.volume(intermuscular) + m.volume(muscle));
        },
        {true, true, false, false}},
};

constexpr auto features = [] {
  std::array<voxtrait_feature, rows.size()> list{};
  for (std::size_t i = 0; i < rows.size(); ++i) list[i] = rows[i].feature;
  return list;
}();

/// Adds areas and radiodensity of each slice.
void add_details(const plugin::Inputs& inputs, const SliceRange& range,
                 const std::vector<Amounts>& slices, double pixel) {
  for (std::size_t i = 0; i < slices.size(); ++i) {
    std::array<char, 32> slice{};
    std::snprintf(slice.data(), slice.size(), "slice_%04lld_",
                  static_cast<long long>(range.begin) + static_cast<long long>(i));
    for (std::size_t t = 0; t < tissue_count; ++t) {
      inputs.add_detail(std::string(slice.data()) + tissue_ids[t] + "_area", "cm2",
                        static_cast<double>(slices[i].voxels[t]) * pixel / 100.0);
    }
    inputs.add_detail(std::string(slice.data()) + "muscle_radiodensity", "HU", density(slices[i]));
  }
}

/// Why a feature cannot be had; empty if it can.
std::string missing(const Row& row, const Options& options, const voxtrait_scene& scene) {
  for (std::size_t t = 0; t < tissue_count; ++t) {
    if (!row.tissues[t]) continue;
    const std::string tissue = tissue_ids[t];
    if (options.regions[t].empty()) return "the settings give no labels for " + tissue;
    if (!occurs(scene, options.regions[t])) return "the mask has no label of " + tissue;
  }
  return row.height && !options.height ? "the settings give no height" : "";
}

}  // namespace

std::span<const voxtrait_feature> declared_features() { return features; }

void compute(const plugin::Inputs& inputs, std::span<double> values) {
  const Options options(inputs);
  const voxtrait_scene& scene = inputs.scene();
  const SliceRange range = range_of(inputs, options);
  const std::vector<Amounts> slices = amounts_of(inputs, options, range);
  const double pixel = scene.spacing[0] * scene.spacing[1];
  Measured measured{slices[static_cast<std::size_t>(range.middle() - range.begin)],
                    {},
                    static_cast<double>(slices.size()),
                    pixel,
                    pixel * scene.spacing[2],
                    options.height.value_or(undefined)};
  for (const Amounts& slice : slices) measured.all += slice;
  for (std::size_t f = 0; f < rows.size(); ++f) {
    const std::string reason = missing(rows[f], options, scene);
    values[f] = rows[f].value(measured);
    if (!reason.empty()) inputs.no_value(f, VOXTRAIT_NOT_APPLICABLE, reason);
  }
  add_details(inputs, range, slices, pixel);
}

}  // namespace bodycomp
