#include "voxtrait/core/outcome.hpp"

#include <catch2/catch.hpp>
#include <string>

using voxtrait::Failure;
using voxtrait::Outcome;
using voxtrait::Status;
using voxtrait::Value;

TEST_CASE("statuses have the names that stand in tables") {
  CHECK(voxtrait::name(Status::ok) == "ok");
  CHECK(voxtrait::name(Status::undefined) == "undefined");
  CHECK(voxtrait::name(Status::empty_roi) == "empty_roi");
  CHECK(voxtrait::name(Status::too_small) == "too_small");
  CHECK(voxtrait::name(Status::not_applicable) == "not_applicable");
  CHECK(voxtrait::name(Status::failed) == "failed");
}

TEST_CASE("an outcome is a value or the reason why there is none") {
  const Outcome<std::string> good(std::string("levels"));
  REQUIRE(good.ok());
  CHECK(good.value() == "levels");
  const Outcome<std::string> bad(Failure{Status::too_small, "one voxel"});
  REQUIRE_FALSE(bad.ok());
  CHECK(bad.failure() == Failure{Status::too_small, "one voxel"});
  CHECK_THROWS(bad.value());
  CHECK_THROWS(good.failure());
}

TEST_CASE("a value carries its status and reason") {
  CHECK(Value::of(2.5).ok());
  CHECK(Value::of(2.5).number == 2.5);
  const Value none = Value::none({Status::undefined, "the mean is 0"});
  CHECK_FALSE(none.ok());
  CHECK(none.status == Status::undefined);
  CHECK(none.reason == "the mean is 0");
}
