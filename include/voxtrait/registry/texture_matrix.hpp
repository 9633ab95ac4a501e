#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace voxtrait {

/// A texture matrix of any family, as people look at it. Rows are grey levels.
struct TextureMatrix {
  /// An element that is not zero.
  struct Element {
    std::uint32_t level;   ///< row, 1-based
    std::uint64_t column;  ///< 1-based
    double value;          ///< not normalised
  };
  std::string_view columns;                              ///< what a column is, e.g. `run length`
  std::int64_t levels = 0;                               ///< N_g, number of rows
  std::optional<std::int64_t> slice;                     ///< of the levels' box; absent for several
  std::optional<std::array<std::int64_t, 3>> direction;  ///< absent when merged or without
  std::vector<Element> elements;                         ///< ascending by (level, column)
};

}  // namespace voxtrait
