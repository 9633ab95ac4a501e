#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace voxtrait {

/// The threads that one call may use; a value the caller owns, so nothing is global.
///
/// Work is split by index and results are combined by index, hence no value depends on the number
/// of threads.
class Parallel {
 public:
  /// `threads` = 0 takes the environment variable VOXTRAIT_THREADS, else all processors.
  explicit Parallel(int threads = 0);
  ~Parallel();
  Parallel(Parallel&&) noexcept;
  Parallel& operator=(Parallel&&) noexcept;
  Parallel(const Parallel&) = delete;
  Parallel& operator=(const Parallel&) = delete;

  [[nodiscard]] int threads() const noexcept { return threads_; }

  /// Calls `body(i)` for each i in [0, count), in any order; rethrows the first exception.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& body) const;

 private:
  struct Arena;
  int threads_;
  std::unique_ptr<Arena> arena_;
};

}  // namespace voxtrait
