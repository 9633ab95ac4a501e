#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "support/errors.hpp"
#include "support/made_up_plugin.hpp"
#include "support/phantom.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Extractor;
using voxtrait::Registry;
using voxtrait::Request;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Table;
using voxtrait::Value;
using voxtrait::test::contains;
using voxtrait::test::MadeUpPlugin;
using voxtrait::test::Phantom;
using voxtrait::test::value_of;

namespace plugin = voxtrait::plugin;

Phantom phantom() {
  return voxtrait::test::random_phantom(voxtrait::test::geometry_of({9, 8, 7}, {1.0, 1.5, 2.0}),
                                        {1, 1, 1}, 9);
}

Table table_of(const Registry& registry, std::vector<std::string> families,
               const Request& request = {}) {
  Settings settings;
  settings.families = std::move(families);
  settings.aggregations = {Aggregation::average_2d, Aggregation::slice_merged_2d,
                           Aggregation::merged_25d, Aggregation::direction_merged_25d,
                           Aggregation::average_3d, Aggregation::merged_3d,
                           Aggregation::slices_2d,  Aggregation::slices_25d,
                           Aggregation::volume_3d};
  const Phantom p = phantom();
  return Extractor(settings, registry).extract(p.image, p.mask, request);
}

Value first_value(MadeUpPlugin& made, const char* feature = "one") {
  return value_of(table_of(made.registry(), {"test.family"}), 1, "test.family", feature);
}

std::int32_t give_nan(const voxtrait_inputs* /*inputs*/, double* values) {
  values[1] = std::numeric_limits<double>::infinity();
  return 0;
}

std::int32_t fail(const voxtrait_inputs* inputs, double* /*values*/) {
  inputs->host->fail(inputs->call, "no coffee \xe9");
  return 1;
}

std::int32_t fail_silently(const voxtrait_inputs* /*inputs*/, double* /*values*/) { return 7; }

std::int32_t give_statuses(const voxtrait_inputs* inputs, double* values) {
  values[0] = 1.0;
  values[1] = 2.0;
  inputs->host->set_status(inputs->call, 0, VOXTRAIT_NOT_APPLICABLE, "not on Sundays");
  inputs->host->set_status(inputs->call, 99, VOXTRAIT_FAILED, "no such feature");
  return 0;
}

std::int32_t throw_number(const voxtrait_inputs* /*inputs*/, double* /*values*/) { throw 42; }

void throw_properly(const plugin::Inputs& /*inputs*/, std::span<double> /*values*/) {
  throw std::runtime_error("no tea");
}

void ask_for_more(const plugin::Inputs& inputs, std::span<double> values) {
  values[0] = inputs.mesh().volume;
}

}  // namespace

TEST_CASE("a feature that is not finite is undefined, never a number") {
  MadeUpPlugin made(give_nan);
  made.features[0].undefined_when = "the moon is full";
  CHECK(first_value(made).status == Status::undefined);
  CHECK(first_value(made).reason == "the moon is full");
  CHECK(first_value(made, "two").status == Status::undefined);
  CHECK(first_value(made, "two").reason == "the result is not finite");
}

TEST_CASE("whatever goes wrong in a plugin becomes the status of its values, and no others") {
  struct Case {
    decltype(voxtrait_family::compute) compute;
    const char* reason;
  };
  for (const Case& c :
       {Case{fail, "no coffee"}, Case{fail_silently, "without saying why"},
        Case{throw_number, "threw an exception"}, Case{plugin::compute<throw_properly>, "no tea"},
        Case{plugin::compute<ask_for_more>, "did not ask for this input"}}) {
    MadeUpPlugin made(c.compute);
    const Table table = table_of(made.registry(), {"test.family", "intensity_statistics"});
    const Value value = value_of(table, 1, "test.family", "one");
    CHECK(value.status == Status::failed);
    CHECK_THAT(value.reason, Catch::Contains(c.reason));
    CHECK(value_of(table, 1, "intensity_statistics", "mean").ok());
  }
}

TEST_CASE("a plugin gives each feature a status of its own") {
  MadeUpPlugin made(give_statuses);
  CHECK(first_value(made).status == Status::not_applicable);
  CHECK(first_value(made).reason == "not on Sundays");
  CHECK(first_value(made, "two").number == 2.0);
}

namespace {

/// Contrast and joint maximum.
void glcm_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_matrix& m = inputs.matrix(VOXTRAIT_INPUT_GLCM);
  values[0] = values[1] = 0.0;
  for (std::size_t k = 0; k < m.count; ++k) {
    const voxtrait_pair& pair = m.pairs[k];
    const double p = pair.count / m.total;
    const double apart = static_cast<double>(pair.j) - static_cast<double>(pair.i);
    values[0] += (pair.i == pair.j ? 1.0 : 2.0) * apart * apart * p;
    values[1] = std::max(values[1], p);
  }
}

/// Short runs (or small zones, ...) emphasis and low grey level emphasis.
template <std::uint32_t kind>
void cell_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_matrix& m = inputs.matrix(kind);
  values[0] = values[1] = 0.0;
  for (std::size_t k = 0; k < m.count; ++k) {
    const auto size = static_cast<double>(m.cells[k].column);
    const auto level = static_cast<double>(m.cells[k].level);
    values[0] += m.cells[k].count / (size * size) / m.total;
    values[1] += m.cells[k].count / (level * level) / m.total;
  }
}

/// Coarseness; the second feature says how many voxels have a neighbour.
void ngtdm_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_matrix& m = inputs.matrix(VOXTRAIT_INPUT_NGTDM);
  double voxels = 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < m.count; ++i) voxels += static_cast<double>(m.voxels[i]);
  for (std::size_t i = 0; i < m.count; ++i) {
    sum += static_cast<double>(m.voxels[i]) / voxels * m.differences[i];
  }
  values[0] = 1.0 / sum;
  values[1] = voxels;
}

struct MatrixFamily {
  std::uint32_t input;
  decltype(voxtrait_family::compute) compute;
  const char* builtin;
  const char* first;
  const char* second;  ///< empty if there is no such built-in feature
};

const std::vector<MatrixFamily> matrix_families{
    {VOXTRAIT_INPUT_GLCM, plugin::compute<glcm_features>, "glcm", "contrast", "joint_maximum"},
    {VOXTRAIT_INPUT_GLRLM, plugin::compute<cell_features<VOXTRAIT_INPUT_GLRLM>>, "glrlm",
     "short_runs_emphasis", "low_grey_level_run_emphasis"},
    {VOXTRAIT_INPUT_GLSZM, plugin::compute<cell_features<VOXTRAIT_INPUT_GLSZM>>, "glszm",
     "small_zone_emphasis", "low_grey_level_emphasis"},
    {VOXTRAIT_INPUT_GLDZM, plugin::compute<cell_features<VOXTRAIT_INPUT_GLDZM>>, "gldzm",
     "small_distance_emphasis", "low_grey_level_emphasis"},
    {VOXTRAIT_INPUT_NGTDM, plugin::compute<ngtdm_features>, "ngtdm", "coarseness", ""},
    {VOXTRAIT_INPUT_NGLDM, plugin::compute<cell_features<VOXTRAIT_INPUT_NGLDM>>, "ngldm",
     "low_dependence_emphasis", "low_grey_level_count_emphasis"},
};

void check_equal(const Value& computed, const Value& builtin) {
  CHECK(computed.status == builtin.status);
  CHECK(computed.number == Approx(builtin.number).epsilon(1e-13));
}

}  // namespace

TEST_CASE("a plugin's matrix features equal the built-in ones in every aggregation") {
  for (const MatrixFamily& c : matrix_families) {
    MadeUpPlugin made(c.compute, c.input);
    const Registry builtin = voxtrait::builtin_registry();
    for (const Aggregation a : builtin.find(c.builtin)->aggregations) {
      made.aggregations.push_back(static_cast<std::uint32_t>(a));
    }
    // Beside the built-in family the matrices are shared, alone they are not.
    const Table together = table_of(made.registry(), {c.builtin, "test.family"});
    const Table alone = table_of(made.registry(), {"test.family"});
    for (const Aggregation a : builtin.find(c.builtin)->aggregations) {
      INFO(c.builtin << " " << voxtrait::name(a));
      const Value expected = value_of(together, 1, c.builtin, c.first, a);
      REQUIRE(expected.ok());
      check_equal(value_of(together, 1, "test.family", "one", a), expected);
      CHECK(value_of(alone, 1, "test.family", "one", a).number ==
            value_of(together, 1, "test.family", "one", a).number);
      if (*c.second == '\0') continue;
      check_equal(value_of(together, 1, "test.family", "two", a),
                  value_of(together, 1, c.builtin, c.second, a));
    }
  }
}

namespace {

void merged_features(const plugin::Inputs& inputs, std::span<double> values) {
  glcm_features(inputs, values);
  const double contrast = values[0];
  cell_features<VOXTRAIT_INPUT_GLSZM>(inputs, values);
  values[1] = values[0];
  values[0] = contrast;
}

}  // namespace

TEST_CASE("a family with several kinds of matrices has the merged ones of the volume") {
  MadeUpPlugin made(plugin::compute<merged_features>, VOXTRAIT_INPUT_GLCM | VOXTRAIT_INPUT_GLSZM);
  const Table table = table_of(made.registry(), {"glszm", "glcm", "test.family"});
  check_equal(value_of(table, 1, "test.family", "one"),
              value_of(table, 1, "glcm", "contrast", Aggregation::merged_3d));
  check_equal(value_of(table, 1, "test.family", "two"),
              value_of(table, 1, "glszm", "small_zone_emphasis", Aggregation::volume_3d));
}

namespace {

void roi_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_roi& roi = inputs.roi();
  double sum = 0.0;
  double count = 0.0;
  double inside = 0.0;
  for (std::int64_t i = 0; i < roi.extent[0] * roi.extent[1] * roi.extent[2]; ++i) {
    if (roi.intensity_mask[i] != 0) sum += roi.intensities[i];
    count += roi.intensity_mask[i];
    inside += roi.morphological_mask[i];
  }
  values[0] = sum / count;
  values[1] = inside * roi.spacing[0] * roi.spacing[1] * roi.spacing[2];
}

void moment_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_moments& m = inputs.moments();
  values[0] = m.mean;
  values[1] = m.bins[m.bin_count - 1].value - m.bins[0].value;
}

/// Mean level by voxels, and by histogram.
void level_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_levels& levels = inputs.levels();
  double sum = 0.0;
  for (std::int64_t i = 0; i < levels.extent[0] * levels.extent[1] * levels.extent[2]; ++i) {
    sum += levels.values8 != nullptr ? levels.values8[i] : levels.values16[i];
  }
  values[0] = sum / static_cast<double>(levels.voxels);
  values[1] = 0.0;
  for (std::int64_t i = 0; i < levels.count; ++i) {
    values[1] += static_cast<double>(i + 1) * static_cast<double>(levels.histogram[i]) /
                 static_cast<double>(levels.voxels);
  }
}

double determinant(const double* t) {
  return t[0] * (t[4] * t[8] - t[5] * t[7]) - t[1] * (t[3] * t[8] - t[5] * t[6]) +
         t[2] * (t[3] * t[7] - t[4] * t[6]);
}

double area(const double* t) {
  const double u[3] = {t[3] - t[0], t[4] - t[1], t[5] - t[2]};
  const double v[3] = {t[6] - t[0], t[7] - t[1], t[8] - t[2]};
  const double x = u[1] * v[2] - u[2] * v[1];
  const double y = u[2] * v[0] - u[0] * v[2];
  const double z = u[0] * v[1] - u[1] * v[0];
  return 0.5 * std::sqrt(x * x + y * y + z * z);
}

/// Volume and area by triangles.
void mesh_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_mesh& mesh = inputs.mesh();
  values[0] = values[1] = 0.0;
  for (std::size_t k = 0; k < mesh.triangle_count; ++k) {
    values[0] += determinant(mesh.triangles + 9 * k) / 6.0;
    values[1] += area(mesh.triangles + 9 * k);
  }
  values[0] = std::abs(values[0]);
  if (std::abs(mesh.volume - values[0]) > 1e-9 * mesh.volume) values[0] = -1.0;
  if (std::abs(mesh.area - values[1]) > 1e-9 * mesh.area) values[1] = -1.0;
}

struct InputFamily {
  std::uint32_t input;
  decltype(voxtrait_family::compute) compute;
  const char* family;
  const char* first;
  const char* second;
};

}  // namespace

TEST_CASE("a plugin sees the ROI as built-in families do") {
  const std::vector<InputFamily> cases{
      {VOXTRAIT_INPUT_ROI, plugin::compute<roi_features>, "intensity_statistics", "mean", ""},
      {VOXTRAIT_INPUT_MOMENTS, plugin::compute<moment_features>, "intensity_statistics", "mean",
       "range"},
      {VOXTRAIT_INPUT_LEVELS, plugin::compute<level_features>, "intensity_histogram", "mean",
       "mean"},
      {VOXTRAIT_INPUT_MESH, plugin::compute<mesh_features>, "morphology", "volume_mesh",
       "surface_area_mesh"}};
  for (const InputFamily& c : cases) {
    INFO(c.family << " " << c.input);
    MadeUpPlugin made(c.compute, c.input);
    const Table table = table_of(made.registry(), {c.family, "test.family"});
    check_equal(value_of(table, 1, "test.family", "one"), value_of(table, 1, c.family, c.first));
    if (*c.second == '\0') continue;
    check_equal(value_of(table, 1, "test.family", "two"), value_of(table, 1, c.family, c.second));
  }
}

namespace {

/// The sum of all intensities with this label, and of its box in the list.
void scene_features(const plugin::Inputs& inputs, std::span<double> values) {
  const voxtrait_scene& scene = inputs.scene();
  std::vector<double> intensities;
  std::vector<std::int64_t> labels;
  inputs.read_block({0, 0, 0}, {scene.extent[0], scene.extent[1], scene.extent[2]}, &intensities,
                    &labels);
  values[0] = 0.0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == inputs.roi().label) values[0] += intensities[i];
  }
  values[1] = static_cast<double>(scene.region_count);
  inputs.add_detail("region_" + std::to_string(scene.regions[0].label), "voxels",
                    static_cast<double>(scene.regions[0].voxels));
}

void read_outside(const plugin::Inputs& inputs, std::span<double> /*values*/) {
  std::vector<double> intensities;
  inputs.read_block({0, 0, 0}, {1, 1, inputs.scene().extent[2] + 1}, &intensities, nullptr);
}

constexpr std::uint32_t scene_inputs = VOXTRAIT_INPUT_ROI | VOXTRAIT_INPUT_SCENE;

}  // namespace

TEST_CASE("a family may look at all labels and at the whole image, whatever its storage order") {
  const Phantom p = phantom();
  double expected = 0.0;
  double voxels = 0.0;
  for (std::size_t i = 0; i < p.mask.voxels.size(); ++i) {
    if (p.mask.voxels[i] != 0) expected += p.image.voxels[i];
    voxels += p.mask.voxels[i];
  }
  MadeUpPlugin made(plugin::compute<scene_features>, scene_inputs);
  Request request;
  request.diagnostics = true;
  const Table table = table_of(made.registry(), {"test.family"}, request);
  CHECK(value_of(table, 1, "test.family", "one").number == expected);
  CHECK(value_of(table, 1, "test.family", "two").number == 1.0);
  CHECK(value_of(table, 1, "diagnostics_test.family", "region_1").number == voxels);
  made.family.inputs = VOXTRAIT_INPUT_ROI;
  CHECK(first_value(made).status == Status::failed);
}

TEST_CASE("the scene cannot be read outside its bounds") {
  MadeUpPlugin made(plugin::compute<read_outside>, scene_inputs);
  CHECK_THAT(first_value(made).reason, Catch::Contains("cannot be read"));
}

namespace {

std::int32_t settings_features(const voxtrait_inputs* inputs, double* values) {
  values[0] = inputs->settings[0]->number + static_cast<double>(inputs->settings[1]->integer) +
              (inputs->settings[2]->integer != 0 ? 1000.0 : 0.0) +
              static_cast<double>(inputs->settings[3]->integer) * 10000.0;
  values[1] = static_cast<double>(inputs->settings[4]->count) +
              (inputs->settings[5]->is_null != 0 ? 100.0 : inputs->settings[5]->number);
  return 0;
}

MadeUpPlugin with_settings() {
  static const double least = 0.0;
  static const std::array choices{"a", "b", "c"};
  MadeUpPlugin made(settings_features);
  made.settings = {plugin::setting("number", VOXTRAIT_NUMBER, "0.5", "For tests."),
                   plugin::setting("integer", VOXTRAIT_INTEGER, "10", "For tests."),
                   plugin::setting("truth", VOXTRAIT_BOOLEAN, "false", "For tests."),
                   plugin::choice("choice", choices, "\"a\"", "For tests."),
                   plugin::setting("integers", VOXTRAIT_INTEGERS, "[1, 2]", "For tests."),
                   plugin::setting("missing", VOXTRAIT_NUMBER, "null", "For tests.", "m")};
  made.settings[1].minimum = &least;
  made.settings[5].nullable = 1;
  made.settings[5].default_value = "null";
  return made;
}

}  // namespace

TEST_CASE("a plugin's settings are parsed, checked, written and handed over") {
  MadeUpPlugin made = with_settings();
  const Registry registry = made.registry();
  const Phantom p = phantom();
  const auto values = [&](const std::string& json) {
    const Settings settings = voxtrait::settings_from_json(
        R"({"families": ["test.family"], "test.family": )" + json + "}", registry);
    const std::string written = voxtrait::settings_to_json(settings, registry);
    const Settings again = voxtrait::settings_from_json(written, registry);
    const Table table = Extractor(again, registry).extract(p.image, p.mask);
    return std::array{value_of(table, 1, "test.family", "one").number,
                      value_of(table, 1, "test.family", "two").number};
  };
  CHECK(values("{}") == std::array{10.5, 102.0});
  CHECK(values(R"({"number": -1, "integer": 3.0, "truth": true, "choice": "c", "integers": [],
                   "missing": 1.75})") == std::array{21002.0, 1.75});
  struct Case {
    const char* json;
    const char* pointer;
  };
  for (const Case& c :
       {Case{R"({"number": "1"})", "number"}, Case{R"({"integer": -1})", "integer"},
        Case{R"({"integer": 1.5})", "integer"}, Case{R"({"truth": 1})", "truth"},
        Case{R"({"choice": "d"})", "choice"}, Case{R"({"number": null})", "number"},
        Case{R"({"integers": [1.5]})", "integers"}, Case{R"({"nmuber": 1})", "nmuber"}}) {
    INFO(c.json);
    const auto error = voxtrait::test::error_of([&] { values(c.json); });
    CHECK(error.where() == std::string("/test.family/") + c.pointer);
  }
}

TEST_CASE("a plugin's settings are in the schema and have flags") {
  MadeUpPlugin made = with_settings();
  const Registry registry = made.registry();
  const std::string schema = voxtrait::settings_schema(registry);
  CHECK(contains(schema, "\"test.family\""));
  CHECK(contains(schema, "Unit: m."));
  Settings settings;
  voxtrait::set_from_text(settings, "/test.family/integers", "4,5,6", registry);
  CHECK(settings.plugin_values.at("test.family/integers") ==
        voxtrait::SettingValue(std::vector<std::int64_t>{4, 5, 6}));
  const auto infos = voxtrait::setting_infos(registry);
  CHECK(std::ranges::any_of(infos, [](const auto& info) {
    return info.flag == "--test.family-missing" && info.default_value == "null";
  }));
}

TEST_CASE("a family that is computed on demand waits to be named") {
  MadeUpPlugin made;
  made.family.flags = VOXTRAIT_ON_DEMAND;
  const Table all = table_of(made.registry(), {"all"});
  CHECK(std::ranges::none_of(all.rows, [](const auto& r) { return r.id.family == "test.family"; }));
  CHECK(first_value(made).number == 1.0);
}

TEST_CASE("provenance says which plugins took part") {
  MadeUpPlugin made;
  CHECK(contains(table_of(made.registry(), {"test.family"}).provenance,
                 R"("plugins":[{"id":"test.plugin","version":"1.2")"));
}
