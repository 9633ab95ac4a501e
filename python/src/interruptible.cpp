#include "interruptible.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "bindings.hpp"
#include "voxtrait/core/parallel.hpp"

namespace voxtrait::python {

namespace {

constexpr std::chrono::milliseconds between_looks{20};

/// Signal handlers of Python run in its main thread only.
bool in_main_thread() {
  const py::module_ threading = py::module_::import("threading");
  return threading.attr("get_ident")().equal(threading.attr("main_thread")().attr("ident"));
}

/// Work in a thread of its own.
class Background {
 public:
  explicit Background(const std::function<void(std::stop_token)>& work)
      : thread_([this, &work](const std::stop_token& stop) { run(work, stop); }) {}

  /// Whether it ended within that time.
  bool wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, time, [this] { return is_over_; });
  }

  void stop() noexcept { thread_.request_stop(); }

  /// Waits for the end and rethrows what the work threw.
  void join() {
    thread_.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void run(const std::function<void(std::stop_token)>& work, const std::stop_token& stop) noexcept {
    try {
      work(stop);
    } catch (...) {
      failure_ = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    ended_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_over_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;  // last: it uses the others
};

/// What a signal's handler raised, if it did.
std::optional<py::error_already_set> raised_by_signal() {
  const py::gil_scoped_acquire acquire;
  if (PyErr_CheckSignals() == 0) return std::nullopt;
  return py::error_already_set();
}

/// Looks for signals until the work ends.
std::optional<py::error_already_set> watch(Background& work) {
  while (!work.wait(between_looks)) {
    if (auto raised = raised_by_signal()) {
      work.stop();
      return raised;
    }
  }
  return std::nullopt;
}

}  // namespace

void run_interruptibly(const std::function<void(std::stop_token)>& work) {
  const bool signals = in_main_thread();
  std::optional<py::error_already_set> raised;
  {
    const py::gil_scoped_release release;
    if (!signals) {
      work({});
      return;
    }
    Background background(work);
    raised = watch(background);
    try {
      background.join();
    } catch (const Interrupted&) {
    }
  }
  if (raised) throw *std::move(raised);
}

}  // namespace voxtrait::python
