#pragma once

#include <functional>
#include <stop_token>

namespace voxtrait::python {

/// Does the work without the interpreter's lock, so that other Python threads run meanwhile.
///
/// Python's main thread answers signals as well: what a handler raises (Ctrl-C: KeyboardInterrupt)
/// stops the work and is raised when it has ended.
void run_interruptibly(const std::function<void(std::stop_token)>& work);

}  // namespace voxtrait::python
