#include "voxtrait/core/nearest_name.hpp"

#include <catch2/catch.hpp>

using voxtrait::nearest_name;

TEST_CASE("the nearest name has the fewest edits") {
  const std::vector<std::string> names{"bin_width", "bin_number", "method", "distance"};
  struct Case {
    const char* given;
    const char* nearest;
  };
  for (const Case& c : {Case{"binwidth", "bin_width"},
                        {"bin_widht", "bin_width"},
                        {"bin_numbers", "bin_number"},
                        {"metod", "method"},
                        {"Method", "method"},
                        {"distnace", "distance"},
                        {"bin_number", "bin_number"}}) {
    CAPTURE(c.given);
    CHECK(nearest_name(c.given, names) == c.nearest);
  }
}

TEST_CASE("without candidates there is no nearest name") { CHECK(nearest_name("x", {}).empty()); }

TEST_CASE("a hint quotes what was found and the nearest name") {
  CHECK(voxtrait::nearest_hint("liner", {"nearest", "linear", "cubic"}) ==
        R"(found "liner"; did you mean "linear"?)");
}
