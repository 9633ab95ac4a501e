#include "voxtrait/core/simd.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/errors.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::active_simd_target;
using voxtrait::limit_simd;
using voxtrait::simd_targets;
using voxtrait::test::SimdLimit;

/// All names that exist, best first; ARM's is not among those of other processors.
const std::vector<std::string>& all_names() {
#if defined(__aarch64__)
  static const std::vector<std::string> names{"neon", "scalar"};
#else
  static const std::vector<std::string> names{"avx512", "avx2", "sse4", "scalar"};
#endif
  return names;
}

}  // namespace

TEST_CASE("the processor's instruction sets are a part of all, best first, plain code last") {
  std::size_t last = 0;
  for (const std::string& target : simd_targets()) {
    const auto place = std::ranges::find(all_names(), target) - all_names().begin();
    REQUIRE(static_cast<std::size_t>(place) < all_names().size());
    CHECK((target == simd_targets().front() || static_cast<std::size_t>(place) > last));
    last = static_cast<std::size_t>(place);
  }
  REQUIRE_FALSE(simd_targets().empty());
  CHECK(simd_targets().back() == "scalar");
}

TEST_CASE("an instruction set that the processor has is used when it is the limit") {
  for (const std::string& target : simd_targets()) {
    const SimdLimit limit(target);
    CHECK(active_simd_target() == target);
  }
}

TEST_CASE("a limit that the processor lacks gives the best below it") {
  const std::vector<std::string> here = simd_targets();
  for (auto name = all_names().begin(); name != all_names().end(); ++name) {
    const SimdLimit limit(*name);
    const auto best = std::find_first_of(name, all_names().end(), here.begin(), here.end());
    CHECK(active_simd_target() == *best);
  }
}

TEST_CASE("a name that does not exist is an error that lists those that do") {
  const std::string before = active_simd_target();
  for (const std::string name : {"avx", "AVX2", "", "scalar "}) {
    const auto error = voxtrait::test::error_of([&] { limit_simd(name); });
    CHECK(error.code() == voxtrait::ErrorCode::config_invalid);
    const std::string text = error.what();
    for (const std::string& known : all_names()) {
      CAPTURE(text, known);
      CHECK(voxtrait::test::contains(text, known));
    }
    CHECK(voxtrait::test::contains(text, "\"" + name + "\""));
    CHECK(active_simd_target() == before);
  }
}
