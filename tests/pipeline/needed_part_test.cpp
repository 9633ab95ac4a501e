#include <catch2/catch.hpp>
#include <limits>

#include "support/phantom.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Extractor;
using voxtrait::Index;
using voxtrait::Request;
using voxtrait::test::first_difference;
using voxtrait::test::Phantom;

Extractor extractor_for(const std::string& settings) {
  const auto registry = voxtrait::builtin_registry();
  return Extractor(voxtrait::settings_from_json(settings, registry), registry);
}

/// A ROI in a corner region of a large image, so that much of it is not needed.
Phantom phantom_in_a_corner() {
  const voxtrait::Geometry geometry = voxtrait::test::geometry_of({40, 36, 30}, {1.1, 0.9, 2.0});
  voxtrait::test::Random random(7);
  Phantom phantom;
  phantom.image = voxtrait::test::stored_image<std::int16_t>(
      geometry, [&](auto...) { return random.integer(1, 300); });
  phantom.mask = voxtrait::test::stored_image<std::uint8_t>(geometry, [](auto x, auto y, auto z) {
    const bool first = x >= 9 && x < 16 && y >= 8 && y < 15 && z >= 7 && z < 11;
    return first ? 1 : (x == 20 && y >= 9 && y < 13 && z == 9 ? 3 : 0);
  });
  return phantom;
}

bool contains(const Box& box, const Index& at) {
  for (std::size_t a = 0; a < 3; ++a) {
    if (at[a] < box.begin[a] || at[a] >= box.end[a]) return false;
  }
  return true;
}

/// The image with nonsense in place of every voxel outside the box.
Phantom spoilt_outside(Phantom phantom, const Box& box) {
  const auto original = phantom.image;
  phantom.image =
      voxtrait::test::stored_image<std::int16_t>(original.geometry, [&](auto x, auto y, auto z) {
        const Index at{x, y, z};
        return contains(box, at) ? original.at(at) : std::numeric_limits<std::int16_t>::min();
      });
  return phantom;
}

Box whole(const Phantom& phantom) { return {{0, 0, 0}, phantom.image.geometry.size}; }

}  // namespace

TEST_CASE("no value depends on voxels outside the part that is needed") {
  const std::string settings = GENERATE(
      R"({})", R"({"slices": {"plane": "coronal"}})",
      R"({"interpolation": {"method": "linear", "spacing": [2, 2, 2]}})",
      R"({"interpolation": {"method": "cubic", "spacing": [0.7, 1.3, 2.5]}})",
      R"({"interpolation": {"method": "nearest", "spacing": [1, 1, null]}})",
      R"({"filters": [{"type": "mean", "support": 5}]})",
      R"({"filters": [{"type": "log", "sigma_mm": 1.5}, {"type": "laws"}]})",
      R"({"filters": [{"type": "wavelet", "bands": "LLH"}],
          "interpolation": {"method": "linear", "spacing": [1.5, 1.5, 1.5]}})",
      R"({"filters": [{"type": "wavelet", "bands": "LHL", "decimated": true, "level": 2}]})",
      R"({"filters": [{"type": "gaussian", "sigma_mm": 2, "boundary": "periodic"}]})");
  const auto order = GENERATE(from_range(voxtrait::test::all_storage_orders()));
  if (order.axis[0] != 0 && order.reversed != std::array{true, false, true}) return;
  CAPTURE(settings, order.axis, order.reversed);
  const Phantom phantom = voxtrait::test::restored(phantom_in_a_corner(), order);
  const Extractor extractor = extractor_for(settings);
  const Box part = extractor.needed_part(phantom.image.geometry, phantom.mask);
  const Phantom spoilt = spoilt_outside(phantom, part);
  CHECK(first_difference(extractor.extract(spoilt.image, spoilt.mask),
                         extractor.extract(phantom.image, phantom.mask)) == "");
}

TEST_CASE("only the labels that are asked for need their part of the image") {
  const Phantom phantom = phantom_in_a_corner();
  const Extractor extractor = extractor_for(R"({"families": ["intensity_statistics"]})");
  const auto part = [&](std::vector<std::int64_t> labels) {
    Request request;
    request.labels = std::move(labels);
    return extractor.needed_part(phantom.image.geometry, phantom.mask, request);
  };
  CHECK(part({1}) == Box{{9, 8, 7}, {16, 15, 11}});
  CHECK(part({3}) == Box{{20, 9, 9}, {21, 13, 10}});
  CHECK(part({}) == Box{{9, 8, 7}, {21, 15, 11}});
  CHECK(part({2}).empty());
}

TEST_CASE("what looks at the whole image needs all of it") {
  const Phantom phantom = phantom_in_a_corner();
  const Extractor extractor = extractor_for("{}");
  for (const auto member :
       {&Request::diagnostics, &Request::hash_inputs, &Request::resample_mask}) {
    Request request;
    request.*member = true;
    CHECK(extractor.needed_part(phantom.image.geometry, phantom.mask, request) == whole(phantom));
  }
  CHECK(extractor_for(R"({"profile": "pyradiomics"})")
            .needed_part(phantom.image.geometry, phantom.mask) == whole(phantom));
}

TEST_CASE("all of an image that the mask does not fit is read before that is said") {
  const Phantom phantom = phantom_in_a_corner();
  const auto other = voxtrait::test::geometry_of({40, 36, 29}, {1.1, 0.9, 2.0});
  CHECK(extractor_for("{}").needed_part(other, phantom.mask) == Box{{0, 0, 0}, other.size});
}
