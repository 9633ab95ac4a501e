#pragma once

#include <cmath>
#include <cstdint>

#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait {

/// Level of an intensity; a value of the ROI gives a level of at least 1.
inline double level_of(double intensity, const LevelRule& rule) noexcept {
  const double level = std::floor(rule.factor * (intensity - rule.lower) / rule.divisor) + 1.0;
  return level < rule.most ? level : rule.most;
}

/// Writes the levels of `count` voxels of a row, 0 where `inside` is 0.
void write_levels(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                  const LevelRule& rule, std::uint8_t* levels);
void write_levels(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                  const LevelRule& rule, std::uint16_t* levels);

namespace reference {

template <class T>
void write_levels(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                  const LevelRule& rule, T* levels) {
  for (std::int64_t k = 0; k < count; ++k) {
    levels[k] = inside[k] == 0 ? T{0} : static_cast<T>(level_of(intensities[k], rule));
  }
}

}  // namespace reference

}  // namespace voxtrait
