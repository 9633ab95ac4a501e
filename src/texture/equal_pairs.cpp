#include "voxtrait/texture/equal_pairs.hpp"

#include <utility>

namespace voxtrait {

std::vector<std::uint64_t> equal_pairs(const CoOccurrence& matrix, std::int64_t levels) {
  std::vector<std::uint64_t> pairs(static_cast<std::size_t>(levels), 0);
  for (const CoOccurrence::Cell& cell : matrix.cells) {
    if (cell.i == cell.j) pairs[cell.i - 1] = static_cast<std::uint64_t>(cell.count) / 2;
  }
  return pairs;
}

void EqualPairs::keep(const Direction& direction, std::int64_t z_begin, std::int64_t z_end,
                      std::vector<std::uint64_t>&& pairs) {
  const std::scoped_lock lock(mutex_);
  pairs_.try_emplace({direction, z_begin, z_end}, std::move(pairs));
}

std::optional<std::span<const std::uint64_t>>
EqualPairs::of(const Direction& direction, std::int64_t z_begin, std::int64_t z_end) const {
  const std::scoped_lock lock(mutex_);
  const auto found = pairs_.find({direction, z_begin, z_end});
  if (found == pairs_.end()) return std::nullopt;
  return found->second;
}

}  // namespace voxtrait
