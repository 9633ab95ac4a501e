#include <catch2/catch.hpp>
#include <stdexcept>

#include "support/errors.hpp"
#include "support/made_up_plugin.hpp"
#include "support/phantom.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using voxtrait::add_plugin;
using voxtrait::ErrorCode;
using voxtrait::Extractor;
using voxtrait::PluginInfo;
using voxtrait::Registry;
using voxtrait::Status;
using voxtrait::Table;
using voxtrait::Value;
using voxtrait::test::error_of;
using voxtrait::test::Phantom;

namespace plugin = voxtrait::plugin;

Phantom phantom() {
  return voxtrait::test::random_phantom(voxtrait::test::geometry_of({11, 9, 7}, {1.0, 1.5, 2.0}),
                                        {1, 1, 1}, 9);
}

std::int32_t reach_of_one(const voxtrait_filter_inputs* /*inputs*/, std::int64_t voxels[3]) {
  for (int a = 0; a < 3; ++a) voxels[a] = 1;
  return 0;
}

std::int32_t no_reach(const voxtrait_filter_inputs* inputs, std::int64_t /*voxels*/[3]) {
  inputs->host->fail(inputs->call, "reaches nothing");
  return 1;
}

/// Mean of a cube of 3 with the nearest voxels beyond the edges, as the built-in filter has it.
void mean_of_cube(const plugin::FilterInputs& inputs, std::span<double> response) {
  const voxtrait_filter_inputs& t = inputs.table();
  const auto inside = [&t](std::int64_t i, int a) {
    return std::clamp<std::int64_t>(i, 0, t.grid[a] - 1);
  };
  std::size_t next = 0;
  for (std::int64_t z = t.wanted_begin[2]; z < t.wanted_end[2]; ++z) {
    for (std::int64_t y = t.wanted_begin[1]; y < t.wanted_end[1]; ++y) {
      for (std::int64_t x = t.wanted_begin[0]; x < t.wanted_end[0]; ++x) {
        double sum = 0.0;
        for (std::int64_t k = 0; k < 27; ++k) {
          sum += inputs.at(inside(x + k % 3 - 1, 0), inside(y + k / 3 % 3 - 1, 1),
                           inside(z + k / 9 - 1, 2));
        }
        response[next++] = inputs.setting(0).number * sum / 27.0;
      }
    }
  }
}

void refuse(const plugin::FilterInputs& /*inputs*/, std::span<double> /*response*/) {
  throw std::runtime_error("no filter paper");
}

std::int32_t throw_number(const voxtrait_filter_inputs* /*inputs*/, double* /*response*/) {
  throw 42;
}

const voxtrait_setting factor =
    plugin::setting("factor", VOXTRAIT_NUMBER, "1.0", "Factor of the mean.");

/// The built-in families and filters and one more filter.
Registry registry_with(const voxtrait_filter& made) {
  Registry registry = voxtrait::builtin_registry();
  const voxtrait_plugin description =
      plugin::describe("test.filters", "1", "For tests.", {}, {&made, 1});
  add_plugin(registry, description, PluginInfo{});
  return registry;
}

voxtrait_filter filter_of(decltype(voxtrait_filter::reach) reach,
                          decltype(voxtrait_filter::apply) apply) {
  voxtrait_filter table = plugin::filter("test.mean", nullptr, "For tests.", reach, apply);
  table.settings = &factor;
  table.setting_count = 1;
  return table;
}

Table table_of(const Registry& registry, const std::string& filters) {
  const Phantom p = phantom();
  const auto settings = voxtrait::settings_from_json(
      R"({"families": ["intensity_statistics"], "filters": )" + filters + "}", registry);
  return Extractor(settings, registry).extract(p.image, p.mask);
}

/// The mean of an image variant.
Value mean_of(const Table& table, const std::string& variant) {
  for (const auto& row : table.rows) {
    if (row.id.variant == variant && row.id.feature == "mean") return row.value;
  }
  throw std::logic_error("there is no such row");
}

}  // namespace

TEST_CASE("a plugin's filter gives the same image variant as the built-in one") {
  for (const auto reach : {&reach_of_one, decltype(&reach_of_one){nullptr}}) {
    const Registry registry = registry_with(filter_of(reach, plugin::apply<mean_of_cube>));
    const Table table = table_of(registry, R"([
        {"type": "mean", "support": 3, "boundary": "nearest", "name": "inside"},
        {"type": "test.mean", "name": "plugin"},
        {"type": "test.mean", "factor": 2}])");
    const double expected = mean_of(table, "inside").number;
    CHECK(mean_of(table, "plugin").number == Approx(expected).epsilon(1e-12));
    CHECK(mean_of(table, "test.mean_factor_2").number == Approx(2.0 * expected).epsilon(1e-12));
  }
}

TEST_CASE("a plugin's filter that fails takes its variant's values with it, and no others") {
  struct Case {
    decltype(voxtrait_filter::reach) reach;
    decltype(voxtrait_filter::apply) apply;
    const char* reason;
  };
  for (const Case& c : {Case{reach_of_one, plugin::apply<refuse>, "no filter paper"},
                        Case{reach_of_one, throw_number, "threw an exception"},
                        Case{no_reach, plugin::apply<mean_of_cube>, "reaches nothing"}}) {
    const Registry registry = registry_with(filter_of(c.reach, c.apply));
    const Table table =
        table_of(registry, R"([{"type": "test.mean", "name": "bad"}, {"type": "mean"}])");
    CHECK(mean_of(table, "original").ok());
    CHECK(mean_of(table, "mean").ok());
    CHECK(mean_of(table, "bad").status == Status::failed);
    CHECK_THAT(mean_of(table, "bad").reason, Catch::Contains(c.reason));
  }
}

TEST_CASE("a plugin whose filter is wrong is refused") {
  const voxtrait_filter good = filter_of(reach_of_one, plugin::apply<mean_of_cube>);
  voxtrait_filter bad = good;
  const auto code = [&bad] { return error_of([&bad] { registry_with(bad); }).code(); };
  bad.id = "mean";
  CHECK(code() == ErrorCode::plugin_invalid);
  bad = good;
  bad.doc = "";
  CHECK(code() == ErrorCode::plugin_invalid);
  bad = good;
  bad.apply = nullptr;
  CHECK(code() == ErrorCode::plugin_invalid);
  voxtrait_setting taken = factor;
  taken.key = "name";
  bad = good;
  bad.settings = &taken;
  CHECK(code() == ErrorCode::plugin_invalid);
}

TEST_CASE("a setting of a plugin's filter is checked as it was declared") {
  const Registry registry = registry_with(filter_of(reach_of_one, plugin::apply<mean_of_cube>));
  CHECK(error_of([&] {
          table_of(registry, R"([{"type": "test.mean", "factor": "two"}])");
        }).code() == ErrorCode::config_invalid);
  CHECK(error_of([&] { table_of(registry, R"([{"type": "test.mean", "factors": 2}])"); }).code() ==
        ErrorCode::config_unknown_key);
}
