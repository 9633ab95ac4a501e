#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/errors.hpp"
#include "support/phantom.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using Json = nlohmann::json;

using voxtrait::Request;
using voxtrait::Settings;
using voxtrait::test::Phantom;

Phantom phantom() {
  return voxtrait::test::random_phantom(voxtrait::test::geometry_of({6, 5, 4}), {1, 1, 1}, 9);
}

Json provenance(const Phantom& p, const Settings& settings = {}, bool hash_inputs = true) {
  Request request;
  request.case_name = "Miller^Anna";
  request.hash_inputs = hash_inputs;
  return Json::parse(voxtrait::extract(p.image, p.mask, settings, request).provenance);
}

bool is_sha256(const Json& text) {
  const auto hash = text.get<std::string>();
  return hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

TEST_CASE("provenance has version and settings and hashes") {
  const Json json = provenance(phantom());
  CHECK(json.at("software") == "voxtrait");
  CHECK(json.at("version") == voxtrait::version());
  CHECK(json.at("settings") ==
        Json::parse(voxtrait::settings_to_json({}, voxtrait::builtin_registry())));
  CHECK(is_sha256(json.at("settings_sha256")));
  for (const char* input : {"image", "mask"}) {
    CHECK(is_sha256(json.at(input).at("pixels_sha256")));
    CHECK(is_sha256(json.at(input).at("geometry_sha256")));
  }
  CHECK(json.at("image").at("pixel_type") == "int16");
  CHECK(json.at("image").at("size") == Json::array({6, 5, 4}));
}

TEST_CASE("pixels are hashed by SHA-256 of their bytes") {
  Phantom p;
  p.image = voxtrait::test::stored_image<std::int16_t>(
      voxtrait::test::geometry_of({2, 1, 1}),
      [](auto x, auto, auto) { return x == 0 ? 0x6261 : 0x6463; });  // "abcd" in little endian
  p.mask = voxtrait::test::stored_image<std::uint8_t>(p.image.geometry, [](auto...) { return 1; });
  CHECK(provenance(p).at("image").at("pixels_sha256") ==
        "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589");
}

TEST_CASE("hashes change with what they stand for and with nothing else") {
  const Json first = provenance(phantom());
  CHECK(provenance(phantom()) == first);
  Phantom other = phantom();
  other.image.voxels[7] += 1;
  CHECK(provenance(other).at("image").at("pixels_sha256") != first["image"]["pixels_sha256"]);
  CHECK(provenance(other).at("image").at("geometry_sha256") == first["image"]["geometry_sha256"]);
  CHECK(provenance(other).at("mask") == first["mask"]);
  Phantom moved = phantom();
  moved.image.geometry.origin[2] = moved.mask.geometry.origin[2] = 1e-9;
  CHECK(provenance(moved).at("image").at("pixels_sha256") == first["image"]["pixels_sha256"]);
  CHECK(provenance(moved).at("image").at("geometry_sha256") != first["image"]["geometry_sha256"]);
  Settings settings;
  settings.discretisation.bin_number = 33;
  CHECK(provenance(phantom(), settings).at("settings_sha256") != first["settings_sha256"]);
}

TEST_CASE("inputs are hashed only when asked for") {
  const Json json = provenance(phantom(), {}, false);
  CHECK_FALSE(json.at("image").contains("pixels_sha256"));
  CHECK(is_sha256(json.at("settings_sha256")));
}

TEST_CASE("provenance has no path and no name of the case") {
  const std::string text = provenance(phantom()).dump();
  for (const char* part : {"Miller", "/", "\\\\", "home", "tmp"}) {
    CAPTURE(part);
    CHECK_FALSE(voxtrait::test::contains(text, part));
  }
}
