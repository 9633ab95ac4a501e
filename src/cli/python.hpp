#pragma once

#include <string>
#include <vector>

namespace voxtrait::cli {

/// Hands over to a module of the Python package; returns only by an exception. `what` needs it.
[[noreturn]] void run_in_python(const std::string& module,
                                const std::vector<std::string>& arguments, const std::string& what);

}  // namespace voxtrait::cli
