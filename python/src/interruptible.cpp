#include "interruptible.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "voxtrait/core/parallel.hpp"

namespace voxtrait::python {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_looks{20};
constexpr milliseconds time_to_stop{300};

/// Signal handlers of Python run in its main thread only.
bool in_main_thread() {
  const py::module_ threading = py::module_::import("threading");
  return threading.attr("get_ident")().equal(threading.attr("main_thread")().attr("ident"));
}

/// Work in a thread of its own.
class Job {
 public:
  Job(std::function<void(std::stop_token)> work, std::vector<py::object> keep)
      : keep_(std::move(keep)),
        work_(std::move(work)),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}

  /// Whether it ended within that time.
  bool wait(milliseconds time) {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, time, [this] { return is_over_; });
  }

  void stop() noexcept { thread_.request_stop(); }

  /// Rethrows what the work threw; it must have ended.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void run(const std::stop_token& stop) noexcept {
    try {
      work_(stop);
    } catch (...) {
      failure_ = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    ended_.notify_one();
  }

  std::vector<py::object> keep_;  // destroyed with the interpreter's lock held
  std::function<void(std::stop_token)> work_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_over_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;  // last: it uses the others
};

/// Stopped jobs that have not ended yet; touched with the interpreter's lock held only.
std::vector<std::unique_ptr<Job>>& stopped_jobs() {
  static std::vector<std::unique_ptr<Job>> jobs;
  return jobs;
}

void forget_ended_jobs() {
  std::erase_if(stopped_jobs(), [](const auto& job) { return job->wait(milliseconds{0}); });
}

/// Before the interpreter ends.
void wait_for_stopped_jobs() {
  for (const auto& job : stopped_jobs()) {
    const py::gil_scoped_release release;
    while (!job->wait(time_to_stop)) {
    }
  }
  stopped_jobs().clear();
}

/// What a signal's handler raised, if it did.
std::optional<py::error_already_set> raised_by_signal() {
  const py::gil_scoped_acquire acquire;
  if (PyErr_CheckSignals() == 0) return std::nullopt;
  return py::error_already_set();
}

/// Looks for signals until the work ends; stops it for one.
std::optional<py::error_already_set> watch(Job& job) {
  const py::gil_scoped_release release;
  while (!job.wait(between_looks)) {
    if (auto raised = raised_by_signal()) {
      job.stop();
      job.wait(time_to_stop);
      return raised;
    }
  }
  return std::nullopt;
}

}  // namespace

void run_interruptibly(std::function<void(std::stop_token)> work, std::vector<py::object> keep) {
  if (!in_main_thread()) {
    const py::gil_scoped_release release;
    work({});
    return;
  }
  forget_ended_jobs();
  auto job = std::make_unique<Job>(std::move(work), std::move(keep));
  if (auto raised = watch(*job)) {
    if (!job->wait(milliseconds{0})) stopped_jobs().push_back(std::move(job));
    throw *std::move(raised);
  }
  job->rethrow();
}

void bind_interruptible() {
  const py::cpp_function at_exit(&wait_for_stopped_jobs);
  py::module_::import("atexit").attr("register")(at_exit);
}

}  // namespace voxtrait::python
