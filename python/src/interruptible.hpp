#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "bindings.hpp"

namespace voxtrait::python {

/// Does the work without the interpreter's lock, so that other Python threads run meanwhile.
///
/// Python's main thread answers signals as well: what a handler raises (Ctrl-C: KeyboardInterrupt)
/// stops the work and is raised at once. Work that does not stop soon is left to itself; therefore
/// it must own whatever it touches, except for what the objects `keep` hold.
void run_interruptibly(std::function<void(std::stop_token)> work, std::vector<py::object> keep);

/// Before Python ends it waits for work that was left to itself.
void bind_interruptible();

}  // namespace voxtrait::python
