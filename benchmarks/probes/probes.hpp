#pragma once

#include <cstddef>
#include <cstdint>

/// What the machine can do at most, measured in the process that measures a kernel: a kernel's
/// speed as a share of it means something on every machine.
namespace voxtrait::bench {

/// How the indices of consecutive increments follow each other.
enum class Pattern : std::uint8_t {
  random,  ///< levels of noise: no two alike
  smooth,  ///< levels of a smooth image: the same few cells again and again
};

/// Increments a second of a histogram over pairs of `levels` levels.
///
/// The best of several variants: one to eight private tables of 32 or 16 bits, indices precomputed
/// in a buffer that stays in the first-level cache. Measured once for each argument, then
/// remembered; not for use by several threads.
double measured_increment_limit(int levels, Pattern pattern = Pattern::random);

/// Bytes a second that one thread reads from a buffer of `bytes` that it reads again and again.
///
/// 256 KiB stay in the second-level cache of most processors; 256 MiB come from memory. Measured
/// once for each argument, then remembered; not for use by several threads.
double measured_read_bandwidth(std::size_t bytes);

}  // namespace voxtrait::bench
