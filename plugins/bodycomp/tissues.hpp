#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bodycomp {

/// Places in arrays.
enum Tissue : std::size_t { muscle, intermuscular, subcutaneous, visceral };
inline constexpr std::size_t tissue_count = 4;

inline constexpr std::array<const char*, tissue_count> tissue_ids{
    "skeletal_muscle", "intermuscular_fat", "subcutaneous_fat", "visceral_fat"};

/// A closed range of CT numbers.
struct Window {
  double lower;
  double upper;

  [[nodiscard]] constexpr bool holds(double hounsfield) const noexcept {
    return hounsfield >= lower && hounsfield <= upper;
  }
};

/// What counts as each tissue within its region.
using Preset = std::array<Window, tissue_count>;

inline constexpr std::array preset_names{"alberta", "boa", "fat_140_30"};

inline constexpr std::array<Preset, 3> presets{{
    // Alberta protocol: skeletal muscle -29 to 150 (Aubrey 2014), visceral fat -150 to -50.
    {{{-29, 150}, {-190, -30}, {-190, -30}, {-150, -50}}},
    // Body and Organ Analysis: one range for all fat.
    {{{-29, 150}, {-190, -30}, {-190, -30}, {-190, -30}}},
    // The narrower range for all fat of older studies.
    {{{-29, 150}, {-140, -30}, {-140, -30}, {-140, -30}}},
}};

/// What was found in one slice, or in several.
struct Amounts {
  std::array<std::int64_t, tissue_count> voxels{};
  double muscle_sum = 0.0;  ///< of CT numbers

  Amounts& operator+=(const Amounts& other) noexcept {
    for (std::size_t t = 0; t < tissue_count; ++t) voxels[t] += other.voxels[t];
    muscle_sum += other.muscle_sum;
    return *this;
  }
};

}  // namespace bodycomp
