#include "phantom.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace bodycomp {

namespace {

// 32 x 24 x 10 voxels of 2 x 2 x 5 mm. In every slice, by label:
//   1 subcutaneous  a frame of 30 x 22 around 24 x 16 voxels: 276, of which 22 have -195 HU and so
//                   are no fat; the first and the last row have the limits -190 and -30 HU
//   2 visceral      24 x 8: 96 of -100 HU, 48 of -170 HU (fat by boa only), 48 of 40 HU
//   3 muscle        24 x 4: 24 of -60 HU (intermuscular fat), 8 of 200 HU, 64 muscle: a row of 16
//                   at each limit, 150 and -29 HU, and 32 of 40 + 2 z HU
//   4 vertebra      4 x 4, in slices 3 to 6
constexpr std::array<std::int64_t, 3> extent{32, 24, 10};
constexpr std::size_t voxel_count = 32 * 24 * 10;

struct Box {
  std::int64_t x0, x1, y0, y1;

  [[nodiscard]] constexpr bool holds(std::int64_t x, std::int64_t y) const noexcept {
    return x >= x0 && x < x1 && y >= y0 && y < y1;
  }
};

constexpr Box body{1, 31, 1, 23};
constexpr Box inside{4, 28, 4, 20};
constexpr Box cavity{4, 28, 4, 12};
constexpr Box back{4, 28, 16, 20};
constexpr Box vertebra{14, 18, 12, 16};

std::int32_t label_at(std::int64_t x, std::int64_t y, std::int64_t z) {
  if (!body.holds(x, y)) return 0;
  if (!inside.holds(x, y)) return 1;
  if (cavity.holds(x, y)) return 2;
  if (back.holds(x, y)) return 3;
  return vertebra.holds(x, y) && z >= 3 && z < 7 ? 4 : 0;
}

double subcutaneous_at(std::int64_t x, std::int64_t y) {
  if (x == 1) return -195.0;
  return y == 1 ? -190.0 : y == 22 ? -30.0 : -100.0;
}

double visceral_at(std::int64_t x, std::int64_t y) {
  if (y < 8) return -100.0;
  return x < 16 ? -170.0 : 40.0;
}

double muscle_at(std::int64_t x, std::int64_t y, std::int64_t z) {
  if (x >= 26) return 200.0;
  if (x >= 20) return -60.0;
  return y == 16 ? 150.0 : y == 17 ? -29.0 : 40.0 + 2.0 * static_cast<double>(z);
}

double hounsfield_at(std::int64_t x, std::int64_t y, std::int64_t z) {
  switch (label_at(x, y, z)) {
    case 1: return subcutaneous_at(x, y);
    case 2: return visceral_at(x, y);
    case 3: return muscle_at(x, y, z);
    case 4: return 400.0;
    default: return -1000.0;
  }
}

/// A value for each voxel.
template <class T, class At>
std::vector<T> filled(At at) {
  std::vector<T> voxels;
  voxels.reserve(voxel_count);
  for (std::int64_t z = 0; z < extent[2]; ++z) {
    for (std::int64_t y = 0; y < extent[1]; ++y) {
      for (std::int64_t x = 0; x < extent[0]; ++x) voxels.push_back(at(x, y, z));
    }
  }
  return voxels;
}

constexpr const char* family = "voxtrait.bodycomp";

constexpr voxtrait_reference_value expect(const char* feature, double value) {
  return {
      sizeof(voxtrait_reference_value), family, feature, VOXTRAIT_WHOLE_ROI, 0, 4, value, 1e-12};
}

// A pixel has 0.04 cm2, a voxel 0.02 cm3; label 4 spans slices 3 to 6, the middle one is 4.
constexpr std::array alberta_values{
    expect("skeletal_muscle_area", 2.56),  // 64 pixels
    expect("skeletal_muscle_mean_area", 2.56),
    expect("skeletal_muscle_volume", 5.12),  // 256 voxels
    expect("intermuscular_fat_area", 0.96),  // 24
    expect("intermuscular_fat_volume", 1.92),
    expect("subcutaneous_fat_area", 10.16),  // 254
    expect("subcutaneous_fat_volume", 20.32),
    expect("visceral_fat_area", 3.84),  // 96
    expect("visceral_fat_volume", 7.68),
    expect("muscle_radiodensity", 54.25),  // (16 * 150 - 16 * 29 + 32 * 48) / 64
    expect("muscle_mean_radiodensity", 54.75),
    expect("skeletal_muscle_index", 0.64),  // 2.56 / 2^2
    expect("skeletal_muscle_gauge", 34.72),
    expect("visceral_to_subcutaneous_area", 96.0 / 254.0),
    expect("visceral_to_subcutaneous_volume", 96.0 / 254.0),
    expect("intermuscular_fat_fraction", 24.0 / 88.0),
};
constexpr std::array boa_values{
    expect("skeletal_muscle_area", 2.56),
    expect("subcutaneous_fat_area", 10.16),
    expect("visceral_fat_area", 5.76),  // 144
    expect("visceral_fat_volume", 11.52),
};
constexpr std::array narrow_values{
    expect("subcutaneous_fat_area", 9.0),  // without the row of 29 at -190 HU: 225
    expect("visceral_fat_area", 3.84),
    expect("intermuscular_fat_area", 0.96),
};

template <std::size_t N>
voxtrait_reference_case reference(const char* name, const char* settings,
                                  const std::array<voxtrait_reference_value, N>& values) {
  static const auto intensities = filled<double>(hounsfield_at);
  static const auto labels = filled<std::int32_t>(label_at);
  return {sizeof(voxtrait_reference_case),
          name,
          settings,
          {extent[0], extent[1], extent[2]},
          {2.0, 2.0, 5.0},
          intensities.data(),
          labels.data(),
          values.data(),
          values.size()};
}

}  // namespace

std::span<const voxtrait_reference_case> references() {
  static const std::array cases{
      reference("alberta", R"({"families": ["voxtrait.bodycomp"], "voxtrait.bodycomp": {
        "preset": "alberta", "muscle_labels": [3], "subcutaneous_labels": [1],
        "visceral_labels": [2], "height": 2.0}})",
                alberta_values),
      reference("boa", R"({"families": ["voxtrait.bodycomp"], "voxtrait.bodycomp": {
        "preset": "boa", "muscle_labels": [3], "subcutaneous_labels": [1],
        "visceral_labels": [2]}})",
                boa_values),
      reference("fat_140_30", R"({"families": ["voxtrait.bodycomp"], "voxtrait.bodycomp": {
        "preset": "fat_140_30", "muscle_labels": [3], "subcutaneous_labels": [1],
        "visceral_labels": [2]}})",
                narrow_values),
  };
  return cases;
}

}  // namespace bodycomp
