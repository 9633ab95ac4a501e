#include "voxtrait/core/parallel.hpp"

#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace voxtrait {

struct Parallel::Arena {
  explicit Arena(int threads) : arena(threads) {}
  tbb::task_arena arena;
};

namespace {

int threads_from_environment() {
  const char* text = std::getenv("VOXTRAIT_THREADS");
  const int wanted = text == nullptr ? 0 : std::atoi(text);
  return wanted > 0 ? wanted : std::max(1, tbb::info::default_concurrency());
}

/// More threads than processors gain nothing, and TBB would print a warning about them.
int at_most_all_processors(int threads) {
  return std::min(threads, std::max(1, tbb::info::default_concurrency()));
}

}  // namespace

Parallel::Parallel(int threads, std::stop_token stop)
    : threads_(threads > 0 ? threads : threads_from_environment()),
      stop_(std::move(stop)),
      arena_(threads_ > 1 ? std::make_unique<Arena>(at_most_all_processors(threads_)) : nullptr) {}

Parallel::~Parallel() = default;
Parallel::Parallel(Parallel&&) noexcept = default;
Parallel& Parallel::operator=(Parallel&&) noexcept = default;

void Parallel::for_each(std::size_t count, const std::function<void(std::size_t)>& body) const {
  const auto call = [&](std::size_t i) {
    check();
    body(i);
  };
  if (arena_ == nullptr || count < 2) {
    for (std::size_t i = 0; i < count; ++i) call(i);
    return;
  }
  const auto loop = [&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, 1),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                        for (std::size_t i = range.begin(); i != range.end(); ++i) call(i);
                      });
  };
  // A thread that waits for an inner loop must not begin another round of an outer one: it might
  // hold what that round waits for.
  arena_->arena.execute([&] { tbb::this_task_arena::isolate(loop); });
}

}  // namespace voxtrait
