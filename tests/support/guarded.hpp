#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace voxtrait::test {

/// Values between guards that show what was written where nothing may be. They begin `shift` values
/// past the start of a cache line, so a shift makes them misaligned.
template <class T>
class Guarded {
 public:
  explicit Guarded(std::int64_t count, std::int64_t shift = 0)
      : bytes_(static_cast<std::size_t>(count + shift) * sizeof(T) + 2 * guard + line, mark),
        count_(static_cast<std::size_t>(count)) {
    const auto address = reinterpret_cast<std::uintptr_t>(bytes_.data()) + guard;
    first_ = guard + (line - address % line) % line + static_cast<std::size_t>(shift) * sizeof(T);
  }

  [[nodiscard]] T* data() noexcept { return reinterpret_cast<T*>(bytes_.data() + first_); }
  [[nodiscard]] T& operator[](std::int64_t k) noexcept { return data()[k]; }
  [[nodiscard]] std::int64_t size() const noexcept { return static_cast<std::int64_t>(count_); }
  [[nodiscard]] std::vector<T> values() { return {data(), data() + count_}; }

  /// Whether nothing was written outside, up to `overrun` values beyond the end apart.
  [[nodiscard]] bool intact(std::int64_t overrun = 0) const {
    const std::size_t end = first_ + (count_ + static_cast<std::size_t>(overrun)) * sizeof(T);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      if ((i < first_ || i >= end) && bytes_[i] != mark) return false;
    }
    return true;
  }

 private:
  static constexpr std::uint8_t mark = 0xA5;
  static constexpr std::size_t guard = 512;  ///< bytes before and after
  static constexpr std::size_t line = 64;

  std::vector<std::uint8_t> bytes_;
  std::size_t count_;
  std::size_t first_ = 0;
};

}  // namespace voxtrait::test
