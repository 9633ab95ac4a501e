#include "voxtrait/core/simd.hpp"

#include <hwy/highway.h>

#include <array>
#include <atomic>
#include <cstdlib>

#include "dispatch.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

struct NamedTarget {
  std::string_view name;
  std::int64_t bit;  ///< Highway's; better targets have lower ones. 0 for the plain code.
};

constexpr std::array targets {
#if HWY_ARCH_X86
  NamedTarget{"avx512", HWY_AVX3}, NamedTarget{"avx2", HWY_AVX2}, NamedTarget{"sse4", HWY_SSE4},
#elif HWY_ARCH_ARM
  NamedTarget{"neon", HWY_NEON},
#endif
      NamedTarget {
    "scalar", 0
  }
};

std::int64_t available() { return hwy::SupportedTargets() & HWY_TARGETS; }

bool usable(const NamedTarget& target) {
  return target.bit == 0 || (available() & target.bit) != 0;
}

const NamedTarget& target_named(std::string_view name) {
  std::string names;
  for (const NamedTarget& target : targets) {
    if (target.name == name) return target;
    names += (names.empty() ? "" : ", ") + std::string(target.name);
  }
  throw Error(ErrorCode::config_invalid,
              "expected one of " + names + "; found \"" + std::string(name) + "\"",
              "VOXTRAIT_SIMD");
}

/// The best usable target that is not better than `limit`.
const NamedTarget& best_within(const NamedTarget& limit) {
  for (const NamedTarget& target : targets) {
    if (&target >= &limit && usable(target)) return target;
  }
  return targets.back();
}

const NamedTarget& target_from_environment() {
  const char* text = std::getenv("VOXTRAIT_SIMD");
  const bool limited = text != nullptr && *text != '\0';
  return best_within(limited ? target_named(text) : targets.front());
}

/// The choice, made once; a change later is for tests and benchmarks.
struct Choice {
  Choice() { use(target_from_environment()); }
  void use(const NamedTarget& wanted) {
    target.store(&wanted);
    chosen.Update(wanted.bit);
  }
  std::atomic<const NamedTarget*> target;
  hwy::ChosenTarget chosen;
};

Choice& choice() {
  static Choice instance;
  return instance;
}

}  // namespace

const hwy::ChosenTarget& chosen_simd_target() { return choice().chosen; }

std::vector<std::string> simd_targets() {
  std::vector<std::string> names;
  for (const NamedTarget& target : targets) {
    if (usable(target)) names.emplace_back(target.name);
  }
  return names;
}

std::string active_simd_target() { return std::string(choice().target.load()->name); }

void limit_simd(std::string_view name) { choice().use(best_within(target_named(name))); }

}  // namespace voxtrait
