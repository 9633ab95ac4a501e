#include "voxtrait/core/parallel.hpp"

#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace {

using voxtrait::Parallel;

/// Sets an environment variable for the life of the object.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    setenv(name, value, 1);
  }
  ~Environment() {
    if (old_.empty()) {
      unsetenv(name_);
    } else {
      setenv(name_, old_.c_str(), 1);
    }
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
  std::string old_;
};

}  // namespace

TEST_CASE("every index is visited once with any number of threads") {
  for (const int threads : {1, 2, 3, 8}) {
    const Parallel parallel(threads);
    REQUIRE(parallel.threads() == threads);
    for (const std::size_t count : {0U, 1U, 2U, 3U, 17U, 5000U}) {
      std::vector<std::atomic<int>> visits(count);
      parallel.for_each(count, [&](std::size_t i) { ++visits[i]; });
      CAPTURE(threads, count);
      for (const auto& v : visits) REQUIRE(v == 1);
    }
  }
}

TEST_CASE("no more threads run than were asked for") {
  for (const int threads : {1, 2, 3}) {
    const Parallel parallel(threads);
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    parallel.for_each(60, [&](std::size_t) {
      const int now = ++running;
      int seen = most;
      while (seen < now && !most.compare_exchange_weak(seen, now)) {
      }
      std::this_thread::sleep_for(std::chrono::microseconds(300));
      --running;
    });
    CAPTURE(threads);
    CHECK(most >= 1);
    CHECK(most <= threads);
  }
}

TEST_CASE("more threads than processors are taken without a word on standard error") {
  std::FILE* captured = std::tmpfile();
  REQUIRE(captured != nullptr);
  const int standard_error = dup(STDERR_FILENO);
  dup2(fileno(captured), STDERR_FILENO);
  std::atomic<int> visits{0};
  Parallel(1000).for_each(3000, [&](std::size_t) { ++visits; });
  dup2(standard_error, STDERR_FILENO);
  close(standard_error);
  const long printed = lseek(fileno(captured), 0, SEEK_END);
  std::fclose(captured);
  CHECK(visits == 3000);
  CHECK(printed == 0);
}

TEST_CASE("an exception of the body reaches the caller") {
  for (const int threads : {1, 2, 4}) {
    const Parallel parallel(threads);
    std::string message;
    try {
      parallel.for_each(500, [](std::size_t i) {
        if (i == 123) throw std::range_error("index 123");
      });
    } catch (const std::range_error& error) {
      message = error.what();
    }
    CAPTURE(threads);
    CHECK(message == "index 123");
  }
}

TEST_CASE("loops may be nested, also on the same object") {
  for (const int threads : {1, 2, 4}) {
    const Parallel outer(threads);
    const Parallel inner(threads);
    std::vector<std::atomic<int>> visits(20 * 30);
    outer.for_each(20, [&](std::size_t i) {
      const Parallel& p = i % 2 == 0 ? inner : outer;
      p.for_each(30, [&](std::size_t j) { ++visits[30 * i + j]; });
    });
    CAPTURE(threads);
    for (const auto& v : visits) REQUIRE(v == 1);
  }
}

TEST_CASE("a loop that is asked to stop calls no further body") {
  const int threads = GENERATE(1, 4);
  std::stop_source stop;
  const Parallel parallel(threads, stop.get_token());
  std::atomic<int> calls = 0;
  parallel.check();
  CHECK_THROWS_AS(parallel.for_each(100000,
                                    [&](std::size_t) {
                                      ++calls;
                                      stop.request_stop();
                                    }),
                  voxtrait::Interrupted);
  CHECK(calls >= 1);
  CHECK(calls <= threads);
  CHECK_THROWS_AS(parallel.check(), voxtrait::Interrupted);
  CHECK_THROWS_AS(parallel.for_each(1, [&](std::size_t) { ++calls; }), voxtrait::Interrupted);
}

TEST_CASE("an exception of a nested loop reaches the caller") {
  const Parallel parallel(2);
  const auto run = [&] {
    parallel.for_each(10, [&](std::size_t i) {
      parallel.for_each(10, [i](std::size_t j) {
        if (i == 7 && j == 3) throw std::domain_error("inner");
      });
    });
  };
  CHECK_THROWS_AS(run(), std::domain_error);
}

TEST_CASE("VOXTRAIT_THREADS decides when the caller does not") {
  const Environment environment("VOXTRAIT_THREADS", "3");
  CHECK(Parallel().threads() == 3);
  CHECK(Parallel(2).threads() == 2);
}

TEST_CASE("nonsense in VOXTRAIT_THREADS leaves all processors") {
  for (const char* nonsense : {"", "0", "-4", "many"}) {
    const Environment environment("VOXTRAIT_THREADS", nonsense);
    CAPTURE(nonsense);
    CHECK(Parallel().threads() >= 1);
  }
}

TEST_CASE("a moved pool still works") {
  Parallel first(2);
  const Parallel second(std::move(first));
  std::atomic<int> visits{0};
  second.for_each(10, [&](std::size_t) { ++visits; });
  CHECK(visits == 10);
}
