#include "voxtrait/core/block.hpp"

#include <cstdint>
#include <cstdlib>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace voxtrait {

#ifdef __linux__

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20U;

/// Whole large pages, asked for as such; null where the system has none to map.
std::byte* mapped(std::size_t bytes) {
  // One more than needed, so that there is an aligned stretch; what is around it goes back.
  void* all =
      mmap(nullptr, bytes + large_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED) return nullptr;
  auto* first = static_cast<std::byte*>(all);
  const std::size_t before =
      (large_page - reinterpret_cast<std::uintptr_t>(first) % large_page) % large_page;
  if (before > 0) munmap(first, before);
  munmap(first + before + bytes, large_page - before);
  madvise(first + before, bytes, MADV_HUGEPAGE);
  return first + before;
}

}  // namespace

#endif

ZeroedMemory::ZeroedMemory(std::size_t bytes, Filling filling) {
  if (bytes == 0) return;
#ifdef __linux__
  if (filling == Filling::dense && bytes >= 2 * large_page) {
    const std::size_t whole = (bytes + large_page - 1) / large_page * large_page;
    begin_ = mapped(whole);
    if (begin_ != nullptr) mapped_ = whole;
  }
#else
  static_cast<void>(filling);
#endif
  if (begin_ == nullptr) begin_ = static_cast<std::byte*>(std::calloc(bytes, 1));
  if (begin_ == nullptr) throw std::bad_alloc();
}

ZeroedMemory::~ZeroedMemory() {
#ifdef __linux__
  if (mapped_ > 0) {
    munmap(begin_, mapped_);
    return;
  }
#endif
  std::free(begin_);
}

}  // namespace voxtrait
