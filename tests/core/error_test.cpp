#include "voxtrait/core/error.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "support/errors.hpp"

using voxtrait::Error;
using voxtrait::ErrorCode;

TEST_CASE("error codes have the stable ids that scripts rely on") {
  CHECK(voxtrait::id(ErrorCode::config_unknown_key) == "config.unknown_key");
  CHECK(voxtrait::id(ErrorCode::config_invalid) == "config.invalid");
  CHECK(voxtrait::id(ErrorCode::io_read) == "io.read");
  CHECK(voxtrait::id(ErrorCode::io_write) == "io.write");
  CHECK(voxtrait::id(ErrorCode::io_unsupported) == "io.unsupported");
  CHECK(voxtrait::id(ErrorCode::geometry_invalid) == "geometry.invalid");
  CHECK(voxtrait::id(ErrorCode::geometry_mismatch) == "geometry.mismatch");
  CHECK(voxtrait::id(ErrorCode::mask_invalid) == "mask.invalid");
  CHECK(voxtrait::id(ErrorCode::registry_duplicate) == "registry.duplicate");
  CHECK(voxtrait::id(ErrorCode::reference_missing) == "reference.missing");
  CHECK(voxtrait::id(ErrorCode::internal) == "internal");
}

TEST_CASE("an error says where and what") {
  const Error error(ErrorCode::config_invalid, "expected a number", "/glcm/distance");
  CHECK(std::string(error.what()) == "/glcm/distance: expected a number");
  CHECK(error.where() == "/glcm/distance");
  CHECK(error.code() == ErrorCode::config_invalid);
  CHECK(std::string(Error(ErrorCode::internal, "what").what()) == "what");
}
