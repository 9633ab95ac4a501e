#include "voxtrait/registry/settings.hpp"

#include <catch2/catch.hpp>
#include <set>

using voxtrait::Discretiser;

TEST_CASE("the short form of a discretisation tells discretisations apart") {
  CHECK(voxtrait::short_form({Discretiser::none, 25.0, 32}) == "none");
  CHECK(voxtrait::short_form({Discretiser::fixed_bin_number, 25.0, 32}) == "fbn32");
  CHECK(voxtrait::short_form({Discretiser::fixed_bin_size, 25.0, 32}) == "fbs25");
  CHECK(voxtrait::short_form({Discretiser::fixed_bin_size, 2.5, 32}) == "fbs2.5");
  CHECK(voxtrait::short_form({Discretiser::fixed_bin_size, 0.1, 32}) == "fbs0.1");
  CHECK(voxtrait::short_form({Discretiser::fixed_bin_size, 0.1 + 0x1p-56, 32}) != "fbs0.1");
}
