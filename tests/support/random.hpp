#pragma once

#include <cstdint>
#include <random>

namespace voxtrait::test {

/// Repeatable random numbers, the same on every platform (std's distributions are not).
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// A whole number in [low, high].
  std::int64_t integer(std::int64_t low, std::int64_t high) {
    return low +
           static_cast<std::int64_t>(engine_() % (static_cast<std::uint64_t>(high - low) + 1));
  }
  double real(double low = 0.0, double high = 1.0) {
    return low + (high - low) * (static_cast<double>(engine_() >> 11U) * 0x1p-53);
  }
  bool chance(double probability) { return real() < probability; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace voxtrait::test
