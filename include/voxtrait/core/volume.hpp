#pragma once

#include <cstddef>
#include <span>

#include "voxtrait/core/block.hpp"
#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// A dense block of values, x fastest, that owns its memory; parts that are never written cost
/// none.
template <class T>
class Volume {
 public:
  Volume() = default;
  explicit Volume(const Index& size, Filling filling = Filling::sparse)
      : size_(size),
        block_(static_cast<std::size_t>(size[0] * size[1] * size[2]), filling) {}
  Volume(const Index& size, T fill) : Volume(size, Filling::dense) {
    std::ranges::fill(values(), fill);
  }

  /// Takes a smaller size; the values are the first ones.
  void shrink(const Index& size) noexcept {
    size_ = size;
    block_.shrink(static_cast<std::size_t>(size[0] * size[1] * size[2]));
  }

  [[nodiscard]] const Index& size() const noexcept { return size_; }
  [[nodiscard]] std::span<const T> values() const noexcept { return block_.values(); }
  [[nodiscard]] std::span<T> values() noexcept { return block_.values(); }

  /// Position of a voxel in `values()`.
  [[nodiscard]] std::size_t offset(std::int64_t x, std::int64_t y, std::int64_t z) const noexcept {
    return static_cast<std::size_t>((z * size_[1] + y) * size_[0] + x);
  }
  [[nodiscard]] const T& at(std::int64_t x, std::int64_t y, std::int64_t z) const noexcept {
    return values()[offset(x, y, z)];
  }
  [[nodiscard]] T& at(std::int64_t x, std::int64_t y, std::int64_t z) noexcept {
    return values()[offset(x, y, z)];
  }
  /// All voxels of one row along x.
  [[nodiscard]] std::span<const T> row(std::int64_t y, std::int64_t z) const noexcept {
    return values().subspan(offset(0, y, z), static_cast<std::size_t>(size_[0]));
  }
  [[nodiscard]] std::span<T> row(std::int64_t y, std::int64_t z) noexcept {
    return values().subspan(offset(0, y, z), static_cast<std::size_t>(size_[0]));
  }

 private:
  Index size_{0, 0, 0};
  Block<T> block_;
};

}  // namespace voxtrait
