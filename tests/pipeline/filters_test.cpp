#include <algorithm>
#include <catch2/catch.hpp>

#include "support/errors.hpp"
#include "support/phantom.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/filter_choice.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Extractor;
using voxtrait::Row;
using voxtrait::Settings;
using voxtrait::Table;
using voxtrait::test::error_of;

Settings settings_of(const std::string& filters) {
  return voxtrait::settings_from_json(filters, voxtrait::builtin_registry());
}

std::vector<Row> rows_of(const Table& table, const std::string& variant) {
  std::vector<Row> rows;
  std::ranges::copy_if(table.rows, std::back_inserter(rows),
                       [&](const Row& row) { return row.id.variant == variant; });
  return rows;
}

TEST_CASE("a filter that is wrong is refused with its place and what was expected") {
  struct Case {
    std::string filters;
    ErrorCode code;
    std::string where;
    std::string expected;
  };
  const std::vector<Case> cases{
      {R"([{"type": "lgo"}])", ErrorCode::config_invalid, "/filters/0/type", "log"},
      {R"([{"sigma_mm": 3}])", ErrorCode::config_invalid, "/filters/0", "type"},
      {R"([{"type": "log"}, {"type": "log", "sigma": 3}])", ErrorCode::config_unknown_key,
       "/filters/1/sigma", "sigma_mm"},
      {R"([{"type": "log", "sigma_mm": 0}])", ErrorCode::config_invalid, "/filters/0/sigma_mm",
       "above 0"},
      {R"([{"type": "log", "boundary": "wrap"}])", ErrorCode::config_invalid, "/filters/0/boundary",
       "periodic"},
      {R"([{"type": "mean", "support": 4}])", ErrorCode::config_invalid, "/filters/0/support",
       "odd"},
      {R"([{"type": "laws", "kernels": "L5E4"}])", ErrorCode::config_invalid, "/filters/0/kernels",
       "L5E5E5"},
      {R"([{"type": "gabor", "angle_step_degrees": 50}])", ErrorCode::config_invalid,
       "/filters/0/angle_step_degrees", "divides"},
      {R"([{"type": "riesz_log", "riesz_order": [1, 0]}])", ErrorCode::config_invalid,
       "/filters/0/riesz_order", "3 orders"},
      {R"([{"type": "log"}, {"type": "log"}])", ErrorCode::config_invalid, "/filters/1",
       "the name"},
      {R"([{"type": "log", "name": "original"}])", ErrorCode::config_invalid, "/filters/0/name",
       "other than original"},
      {R"({"type": "log"})", ErrorCode::config_invalid, "/filters", "a list of filters"}};
  for (const Case& c : cases) {
    CAPTURE(c.filters);
    const Error error = error_of([&] { settings_of("{\"filters\": " + c.filters + "}"); });
    CHECK(error.code() == c.code);
    CHECK(error.where() == c.where);
    CHECK_THAT(error.what(), Catch::Contains(c.expected));
  }
}

TEST_CASE("filters are named by what is not default, and survive being written and read") {
  const auto registry = voxtrait::builtin_registry();
  const Settings settings = settings_of(
      R"({"filters": [{"type": "log", "sigma_mm": 2.5, "dimensions": 2},
                      {"type": "wavelet", "bands": "HHH", "rotation_invariance": true},
                      {"type": "riesz_wavelet", "riesz_order": [0, 2, 0], "name": "mine"}]})");
  CHECK(settings.filters[0].name == "log_sigma_mm_2.5_dimensions_2");
  CHECK(settings.filters[1].name == "wavelet_HHH_rotation_invariance");
  CHECK(settings.filters[2].name == "mine");
  const std::string text = voxtrait::settings_to_json(settings, registry);
  CHECK(voxtrait::settings_from_json(text, registry).filters == settings.filters);
}

TEST_CASE("the identity has the values of the original image, but no morphology") {
  const auto phantom =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({11, 9, 8}), {2, 2, 2}, 40);
  const Table table = Extractor(settings_of(R"({"filters": [{"type": "identity"}]})"))
                          .extract(phantom.image.view(), phantom.mask.view());
  std::vector<Row> original = rows_of(table, "original");
  std::erase_if(original, [](const Row& row) { return row.id.family == "morphology"; });
  const std::vector<Row> filtered = rows_of(table, "identity");
  REQUIRE(original.size() == filtered.size());
  for (std::size_t i = 0; i < filtered.size(); ++i) {
    CAPTURE(filtered[i].id.family, filtered[i].id.feature);
    CHECK(filtered[i].id.feature == original[i].id.feature);
    CHECK(filtered[i].value.status == original[i].value.status);
    CHECK(filtered[i].value.number == original[i].value.number);
  }
}

TEST_CASE("a table for people says where the values of another image begin") {
  const auto phantom =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({6, 6, 6}), {1, 1, 1}, 5);
  const Table table = Extractor(settings_of(R"({"families": ["intensity_statistics"],
      "filters": [{"type": "identity"}, {"type": "mean", "name": "smooth"}]})"))
                          .extract(phantom.image.view(), phantom.mask.view());
  const std::string text = voxtrait::to_text(table, voxtrait::TableFormat::text);
  for (const char* heading : {"image original\n", "image identity\n", "image smooth\n"}) {
    INFO(heading);
    CHECK(voxtrait::test::contains(text, heading));
  }
}

TEST_CASE("every variant has its rows whatever happens to the ROI, as many as the plan says") {
  const Settings settings =
      settings_of(R"({"filters": [{"type": "log"}, {"type": "nonseparable_wavelet"}]})");
  const Extractor extractor(settings);
  auto phantom =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({9, 8, 7}), {1, 1, 1}, 40);
  const Table whole = extractor.extract(phantom.image.view(), phantom.mask.view());
  CHECK(whole.rows.size() == extractor.plan().value_count());
  CHECK(rows_of(whole, "log").size() == rows_of(whole, "nonseparable_wavelet").size());
  std::ranges::fill(phantom.mask.voxels, decltype(phantom.mask.voxels)::value_type{0});
  CHECK(extractor.extract(phantom.image.view(), phantom.mask.view()).rows.size() ==
        whole.rows.size());
}

TEST_CASE("a ROI's filtered values do not depend on how much of the image lies around it") {
  // Far from the edges a local filter sees the same voxels in both images.
  const auto large =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({40, 36, 30}), {1, 1, 1}, 40);
  const Settings settings = settings_of(
      R"({"families": ["intensity_statistics"],
          "filters": [{"type": "mean", "boundary": "mirror"}, {"type": "mean", "name": "zero",
                       "boundary": "zero"}]})");
  auto mask = large.mask;
  for (std::int64_t z = 0; z < 30; ++z) {
    for (std::int64_t y = 0; y < 36; ++y) {
      for (std::int64_t x = 0; x < 40; ++x) {
        const bool inside = x > 9 && x < 20 && y > 9 && y < 20 && z > 9 && z < 20;
        mask.at({x, y, z}) = inside ? 1 : 0;
      }
    }
  }
  const Table table = Extractor(settings).extract(large.image.view(), mask.view());
  const std::vector<Row> mirror = rows_of(table, "mean");
  const std::vector<Row> zero = rows_of(table, "zero");
  REQUIRE(mirror.size() == zero.size());
  for (std::size_t i = 0; i < zero.size(); ++i) {
    CHECK(mirror[i].value.number == zero[i].value.number);
  }
}

}  // namespace
