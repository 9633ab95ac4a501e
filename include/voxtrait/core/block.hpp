#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace voxtrait {

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
  explicit Block(std::size_t size) : size_(size), memory_(allocate(size)) {}
  Block(const Block& other) : Block(other.size_) { std::ranges::copy(other.values(), data()); }
  Block(Block&& other) noexcept
      : size_(std::exchange(other.size_, 0)),
        memory_(std::move(other.memory_)) {}
  Block& operator=(Block other) noexcept {
    std::swap(size_, other.size_);
    std::swap(memory_, other.memory_);
    return *this;
  }
  ~Block() = default;

  [[nodiscard]] std::span<T> values() noexcept { return {data(), size_}; }
  [[nodiscard]] std::span<const T> values() const noexcept { return {data(), size_}; }

 private:
  struct Free {
    void operator()(std::byte* memory) const noexcept { std::free(memory); }
  };

  static std::byte* allocate(std::size_t size) {
    if (size == 0) return nullptr;
    if (size > (static_cast<std::size_t>(-1) / 2 - 2 * slack) / sizeof(T)) throw std::bad_alloc();
    void* memory = std::calloc(size * sizeof(T) + 2 * slack, 1);
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<std::byte*>(memory);
  }

  [[nodiscard]] T* data() const noexcept {
    return memory_ == nullptr ? nullptr : reinterpret_cast<T*>(memory_.get() + slack);
  }

  std::size_t size_ = 0;
  std::unique_ptr<std::byte, Free> memory_;
};

}  // namespace voxtrait
