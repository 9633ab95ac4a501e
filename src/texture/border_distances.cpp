#include "voxtrait/texture/border_distances.hpp"

#include <vector>

#include "texture/kernels/border_steps.hpp"
#include "voxtrait/core/mask.hpp"

namespace voxtrait {

namespace {

/// The distance is a sum over axes, so the row's own axis is settled first and exactly; then rows
/// limit each other, once in order and once against it.
class DistancePasses {
 public:
  DistancePasses(const Volume<std::uint8_t>& mask, std::span<const Span> rows, bool in_slices)
      : mask_(mask),
        rows_(rows),
        in_slices_(in_slices),
        distances_(mask.size(), filling_of(rows, mask.size())),
        outside_(static_cast<std::size_t>(mask.size()[0]), 0) {}

  Volume<std::uint16_t> run() {
    const Index& size = mask_.size();
    for (std::int64_t z = 0; z < size[2]; ++z) {
      for (std::int64_t y = 0; y < size[1]; ++y) forth(y, z);
    }
    for (std::int64_t z = size[2] - 1; z >= 0; --z) {
      for (std::int64_t y = size[1] - 1; y >= 0; --y) back(y, z);
    }
    return std::move(distances_);
  }

 private:
  void forth(std::int64_t y, std::int64_t z) {
    if (span(y, z).begin == span(y, z).end) return;
    const auto row = distances_.row(y, z);
    runs_of(mask_, y, z, runs_);
    for (const Span& run : runs_) {
      distances_to_ends(row.data() + run.begin, run.end - run.begin);
    }
    limit(y, z, -1);
  }

  void back(std::int64_t y, std::int64_t z) { limit(y, z, 1); }

  void limit(std::int64_t y, std::int64_t z, std::int64_t side) {
    const Span here = span(y, z);
    if (here.begin == here.end) return;
    const std::uint16_t* beside = row_or_outside(y + side, z);
    // In slices the other slices don't matter: the same row twice.
    const std::uint16_t* beyond = in_slices_ ? beside : row_or_outside(y, z + side);
    limit_by_neighbours(distances_.row(y, z).data() + here.begin, beside + here.begin,
                        beyond + here.begin, here.end - here.begin);
  }

  [[nodiscard]] const Span& span(std::int64_t y, std::int64_t z) const {
    return rows_[static_cast<std::size_t>(z * mask_.size()[1] + y)];
  }

  [[nodiscard]] const std::uint16_t* row_or_outside(std::int64_t y, std::int64_t z) const {
    const Index& size = mask_.size();
    const bool exists = y >= 0 && y < size[1] && z >= 0 && z < size[2];
    return exists ? distances_.row(y, z).data() : outside_.data();
  }

  const Volume<std::uint8_t>& mask_;
  std::span<const Span> rows_;
  bool in_slices_;
  Volume<std::uint16_t> distances_;
  std::vector<std::uint16_t> outside_;
  std::vector<Span> runs_;
};

}  // namespace

Volume<std::uint16_t> border_distances(const Volume<std::uint8_t>& mask, bool in_slices) {
  return border_distances(mask, row_spans(mask), in_slices);
}

Volume<std::uint16_t> border_distances(const Volume<std::uint8_t>& mask, std::span<const Span> rows,
                                       bool in_slices) {
  return DistancePasses(mask, rows, in_slices).run();
}

}  // namespace voxtrait
