#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "voxtrait/core/simd.hpp"

namespace voxtrait::test {

/// Limits the instruction set for the life of the object.
class SimdLimit {
 public:
  explicit SimdLimit(std::string_view name) : before_(active_simd_target()) { limit_simd(name); }
  ~SimdLimit() { limit_simd(before_); }
  SimdLimit(const SimdLimit&) = delete;
  SimdLimit& operator=(const SimdLimit&) = delete;

 private:
  std::string before_;
};

/// Calls `check()` with each instruction set that this processor has.
template <class Check>
void for_each_simd_target(Check&& check) {
  for (const std::string& target : simd_targets()) {
    const SimdLimit limit(target);
    CAPTURE(target);
    check();
  }
}

}  // namespace voxtrait::test
