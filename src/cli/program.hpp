#pragma once

#include <string>
#include <vector>

#include "voxtrait/registry/registry.hpp"

namespace voxtrait::cli {

/// Which program runs: the one of C++, or the same within Python (`python -m voxtrait`), where
/// plugins in Python are loaded already.
enum class Host { program, python };

/// Does what the arguments say, the first being the program's name; returns its exit code.
int run_program(const std::vector<std::string>& words, const Registry& known, Host host);

}  // namespace voxtrait::cli
