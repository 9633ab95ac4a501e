#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace voxtrait {

/// Instruction sets that the kernels have code for and this processor has, best first; the last is
/// `scalar`, the plain implementation. Names: `avx512`, `avx2`, `sse4`, `neon`, `scalar`.
std::vector<std::string> simd_targets();

/// The instruction set in use: the best one, or the limit set by the environment variable
/// VOXTRAIT_SIMD when the first kernel runs. No value depends on it.
std::string active_simd_target();

/// Uses the named instruction set, or the best below it that this processor has, from now on in the
/// whole process. Throws `config.invalid` for a name that does not exist.
void limit_simd(std::string_view name);

}  // namespace voxtrait
