#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "support/errors.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Registry;
using voxtrait::SettingInfo;
using voxtrait::Settings;
using voxtrait::test::contains;
using voxtrait::test::error_of;

const Registry& registry() {
  static const Registry value = voxtrait::builtin_registry();
  return value;
}

}  // namespace

TEST_CASE("flags take the same texts as files and lists without brackets") {
  struct Case {
    const char* pointer;
    const char* text;
    const char* json;
  };
  for (const Case& c :
       {Case{"/interpolation/spacing", "2,2,null", "[2, 2, null]"},
        {"/interpolation/spacing", "[1, 1.5, 2]", "[1, 1.5, 2]"},
        {"/resegmentation/range", "-500,400", "[-500, 400]"},
        {"/resegmentation/range", "null,400", "[null, 400]"},
        {"/resegmentation/range", "null", "null"},
        {"/resegmentation/outlier_sigma", "3", "3"},
        {"/resegmentation/outlier_sigma", "null", "null"},
        {"/aggregations", "3D_merged", R"(["3D_merged"])"},
        {"/aggregations", "3D_merged,2.5D_merged,2D", R"(["3D_merged", "2.5D_merged", "2D"])"},
        {"/aggregations", R"(["3D"])", R"(["3D"])"},
        {"/families", "glcm,intensity_statistics", R"(["glcm", "intensity_statistics"])"},
        {"/discretisation/bin_width", "0.1", "0.1"},
        {"/discretisation/bin_number", "64", "64"},
        {"/discretisation/method", "fixed_bin_size", R"("fixed_bin_size")"},
        {"/slices/plane", "coronal", R"("coronal")"}}) {
    Settings settings;
    settings.resegmentation.range = voxtrait::Range{1.0, 2.0};
    settings.resegmentation.outlier_sigma = 1.0;
    voxtrait::set_from_text(settings, c.pointer, c.text, registry());
    CAPTURE(c.pointer, c.text);
    CHECK(Json::parse(voxtrait::settings_to_json(settings, registry()))[Pointer(c.pointer)] ==
          Json::parse(c.json));
  }
}

TEST_CASE("flags refuse what files refuse") {
  struct Case {
    const char* pointer;
    const char* text;
  };
  for (const Case& c : {Case{"/discretisation/bin_width", "abc"},
                        {"/discretisation/bin_width", ""},
                        {"/discretisation/bin_width", "1e999"},
                        {"/discretisation/bin_width", "nan"},
                        {"/discretisation/bin_width", "\xff"},
                        {"/discretisation/method", "\xff"},
                        {"/discretisation/bin_number", "3.5"},
                        {"/glcm/distance", "0"},
                        {"/interpolation/spacing", "2,2"},
                        {"/interpolation/spacing", "2,x,2"},
                        {"/interpolation/spacing", ""},
                        {"/resegmentation/range", "400,-500"},
                        {"/resegmentation/range", "0,\xff"},
                        {"/aggregations", "3D_merged,"},
                        {"/families", "glcm,glmc"},
                        {"/slices/plane", "null"}}) {
    Settings settings;
    const Error error =
        error_of([&] { voxtrait::set_from_text(settings, c.pointer, c.text, registry()); });
    CAPTURE(c.pointer, c.text, error.what());
    CHECK(error.code() == ErrorCode::config_invalid);
    CHECK(error.where() == c.pointer);
  }
}

TEST_CASE("every setting has a flag and a default of its own") {
  const Json defaults = Json::parse(voxtrait::settings_to_json(Settings{}, registry()));
  std::set<std::string> flags;
  for (const SettingInfo& info : voxtrait::setting_infos(registry())) {
    CAPTURE(info.pointer, info.flag);
    CHECK(info.flag.starts_with("--"));
    CHECK_FALSE(contains(info.flag, "_"));
    CHECK(flags.insert(info.flag).second);
    CHECK(Json::parse(info.default_value) == defaults.at(Pointer(info.pointer)));
    CHECK_FALSE(info.doc.empty());
    CHECK_FALSE(info.type.empty());
  }
}
