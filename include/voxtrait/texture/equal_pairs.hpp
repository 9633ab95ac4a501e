#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/directions.hpp"

namespace voxtrait {

/// For each level the pairs of neighbours that both have it; `matrix` is of levels up to `levels`.
std::vector<std::uint64_t> equal_pairs(const CoOccurrence& matrix, std::int64_t levels);

/// Pairs of direct neighbours of equal level that GLCM has counted and GLRLM need not count again,
/// by direction and slices. Safe to use from several threads.
class EqualPairs {
 public:
  /// What was kept first stays.
  void keep(const Direction& direction, std::int64_t z_begin, std::int64_t z_end,
            std::vector<std::uint64_t>&& pairs);

  /// Nothing where none were kept; valid as long as this object.
  [[nodiscard]] std::optional<std::span<const std::uint64_t>>
  of(const Direction& direction, std::int64_t z_begin, std::int64_t z_end) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::tuple<Direction, std::int64_t, std::int64_t>, std::vector<std::uint64_t>> pairs_;
};

}  // namespace voxtrait
