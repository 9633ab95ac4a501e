#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>

namespace voxtrait {

/// Thrown where a computation that was asked to stop does so. It is no `std::exception`, so that
/// nothing that turns failures into statuses or messages swallows it.
struct Interrupted final {};

/// The threads that one call may use; a value the caller owns, so nothing is global.
///
/// Work is split by index and results are combined by index, hence no value depends on the number
/// of threads.
class Parallel {
 public:
  /// `threads` = 0 takes the environment variable VOXTRAIT_THREADS, else all processors. `stop` may
  /// end the work early.
  explicit Parallel(int threads = 0, std::stop_token stop = {});
  ~Parallel();
  Parallel(Parallel&&) noexcept;
  Parallel& operator=(Parallel&&) noexcept;
  Parallel(const Parallel&) = delete;
  Parallel& operator=(const Parallel&) = delete;

  [[nodiscard]] int threads() const noexcept { return threads_; }

  /// Throws Interrupted if the work was asked to stop. Serial loops that last longer than a tenth
  /// of a second call it now and then.
  void check() const {
    if (stop_.stop_requested()) throw Interrupted{};
  }

  /// Calls `body(i)` for each i in [0, count), in any order; rethrows the first exception. Throws
  /// Interrupted between two calls if it was asked to stop.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& body) const;

 private:
  struct Arena;
  int threads_;
  std::stop_token stop_;
  std::unique_ptr<Arena> arena_;
};

}  // namespace voxtrait
