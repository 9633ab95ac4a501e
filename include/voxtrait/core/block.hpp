#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace voxtrait {

/// How much of an array will be written: large pages are cheap where it is most, and dear where
/// little is touched here and there.
enum class Filling : bool { sparse, dense };

/// Zeros that are taken from the system as they are touched. Throws std::bad_alloc.
class ZeroedMemory {
 public:
  ZeroedMemory() = default;
  ZeroedMemory(std::size_t bytes, Filling filling);
  ZeroedMemory(ZeroedMemory&& other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)),
        mapped_(std::exchange(other.mapped_, 0)) {}
  ZeroedMemory& operator=(ZeroedMemory&& other) noexcept {
    std::swap(begin_, other.begin_);
    std::swap(mapped_, other.mapped_);
    return *this;
  }
  ZeroedMemory(const ZeroedMemory&) = delete;
  ZeroedMemory& operator=(const ZeroedMemory&) = delete;
  ~ZeroedMemory();

  [[nodiscard]] std::byte* begin() const noexcept { return begin_; }

 private:
  std::byte* begin_ = nullptr;
  std::size_t mapped_ = 0;  ///< bytes mapped from the system; 0 if from the heap
};

/// An array of zeros whose memory is taken page by page as it is written.
///
/// What is never touched costs nothing, so a sparse region in a large box is cheap. `slack` bytes
/// beyond both ends may be read (never written): kernels need no special code for the last vector.
template <class T>
class Block {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr std::size_t slack = 128;

  Block() = default;
  explicit Block(std::size_t size, Filling filling = Filling::sparse)
      : size_(size),
        filling_(filling),
        memory_(bytes_for(size), filling) {}
  Block(const Block& other) : Block(other.size_, other.filling_) {
    std::ranges::copy(other.values(), data());
  }
  Block(Block&& other) noexcept
      : size_(std::exchange(other.size_, 0)),
        filling_(other.filling_),
        memory_(std::move(other.memory_)) {}
  Block& operator=(Block other) noexcept {
    std::swap(size_, other.size_);
    std::swap(filling_, other.filling_);
    memory_ = std::move(other.memory_);
    return *this;
  }
  ~Block() = default;

  /// Keeps the first `size` values; the memory of the others stays until the end.
  void shrink(std::size_t size) noexcept { size_ = std::min(size, size_); }

  [[nodiscard]] std::span<T> values() noexcept { return {data(), size_}; }
  [[nodiscard]] std::span<const T> values() const noexcept { return {data(), size_}; }

 private:
  static std::size_t bytes_for(std::size_t size) {
    if (size == 0) return 0;
    if (size > (static_cast<std::size_t>(-1) / 2 - 2 * slack) / sizeof(T)) throw std::bad_alloc();
    return size * sizeof(T) + 2 * slack;
  }

  [[nodiscard]] T* data() const noexcept {
    return size_ == 0 ? nullptr : reinterpret_cast<T*>(memory_.begin() + slack);
  }

  std::size_t size_ = 0;
  Filling filling_ = Filling::sparse;
  ZeroedMemory memory_;
};

}  // namespace voxtrait
