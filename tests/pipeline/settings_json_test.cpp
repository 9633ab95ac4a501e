#include "voxtrait/pipeline/settings_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "support/errors.hpp"
#include "support/setting_values.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/extractor.hpp"

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
using voxtrait::test::setting_values;
using voxtrait::test::SettingValues;

const Registry& registry() {
  static const Registry value = voxtrait::builtin_registry();
  return value;
}

/// Settings with interpolation, so that its method and spacing can change alone.
const Settings& base() {
  static const Settings value = [] {
    Settings settings;
    settings.interpolation.method = voxtrait::Interpolator::linear;
    settings.interpolation.spacing = {1.0, 1.0, 1.0};
    return settings;
  }();
  return value;
}

/// Settings in which a setting can change alone: a profile refuses those of the other.
Settings base_for(const std::string& pointer) {
  Settings settings;
  if (pointer == "/profile") return settings;
  if (pointer.rfind("/pyradiomics/", 0) != 0) return base();
  settings.profile = voxtrait::Profile::pyradiomics;
  return settings;
}

/// A settings file with one value.
std::string file_with(const std::string& pointer, const Json& value) {
  Json json;
  json[Pointer(pointer)] = value;
  return json.dump();
}

}  // namespace

TEST_CASE("the table of this test has every setting") {
  std::set<std::string> tested;
  for (const SettingValues& field : setting_values()) tested.insert(field.pointer);
  std::set<std::string> declared;
  for (const SettingInfo& info : voxtrait::setting_infos(registry())) {
    declared.insert(info.pointer);
  }
  CHECK(tested == declared);
}

TEST_CASE("settings survive the way to JSON and back") {
  const auto survives = [](const Settings& settings) {
    const std::string json = voxtrait::settings_to_json(settings, registry());
    const Settings back = voxtrait::settings_from_json(json, registry());
    return voxtrait::settings_to_json(back, registry()) == json;
  };
  CHECK(survives(Settings{}));
  CHECK(survives(base()));
}

TEST_CASE("every value of every setting is read and written back") {
  for (const SettingValues& field : setting_values()) {
    for (const char* text : field.good) {
      CAPTURE(field.pointer, text);
      const Json value = Json::parse(text);
      const Settings settings = voxtrait::settings_from_json(file_with(field.pointer, value),
                                                             registry(), base_for(field.pointer));
      const std::string written = voxtrait::settings_to_json(settings, registry());
      CHECK(Json::parse(written)[Pointer(field.pointer)] == value);
      // All other settings keep their value.
      Json others = Json::parse(written);
      Json before = Json::parse(voxtrait::settings_to_json(base_for(field.pointer), registry()));
      others[Pointer(field.pointer)] = nullptr;
      before[Pointer(field.pointer)] = nullptr;
      CHECK(others == before);
    }
  }
}

TEST_CASE("values of the wrong type or out of range are refused with pointer and expectation") {
  for (const SettingValues& field : setting_values()) {
    std::vector<const char*> all = field.bad;
    all.insert(all.end(), field.bad_beyond_schema.begin(), field.bad_beyond_schema.end());
    for (const char* text : all) {
      CAPTURE(field.pointer, text);
      const Error error = error_of([&] {
        voxtrait::settings_from_json(file_with(field.pointer, Json::parse(text)), registry(),
                                     base());
      });
      CAPTURE(error.what());
      CHECK(error.code() == ErrorCode::config_invalid);
      CHECK(error.where() == field.pointer);
      CHECK(contains(error.what(), "expected"));
    }
  }
}

TEST_CASE("settings of the profile that is not chosen are refused") {
  struct Case {
    const char* file;
    const char* pointer;
  };
  for (const Case& c :
       {Case{R"({"pyradiomics": {"binWidth": 10}})", "/pyradiomics/binWidth"},
        {R"({"profile": "pyradiomics", "discretisation": {"bin_width": 10}})",
         "/discretisation/bin_width"},
        {R"({"profile": "pyradiomics", "aggregations": ["3D_merged"]})", "/aggregations"},
        {R"({"profile": "pyradiomics", "families": ["glcm"]})", "/families"},
        {R"({"families": ["pyradiomics_glcm"]})", "/families"}}) {
    const Error error = error_of([&] { voxtrait::settings_from_json(c.file, registry()); });
    CAPTURE(c.file, error.what());
    CHECK(error.code() == ErrorCode::config_invalid);
    CHECK(error.where() == c.pointer);
    CHECK(contains(error.what(), "profile"));
  }
}

TEST_CASE("unknown keys are refused with pointer and nearest key on both levels") {
  struct Case {
    const char* file;
    const char* pointer;
    const char* nearest;
  };
  for (const Case& c :
       {Case{R"({"discretisaton": {"bin_width": 5}})", "/discretisaton", "discretisation"},
        {R"({"discretization": {}})", "/discretization", "discretisation"},
        {R"({"family": ["all"]})", "/family", "families"},
        {R"({"discretisation": {"bin_widht": 5}})", "/discretisation/bin_widht", "bin_width"},
        {R"({"discretisation": {"binNumber": 5}})", "/discretisation/binNumber", "bin_number"},
        {R"({"interpolation": {"spaceing": [1, 1, 1]}})", "/interpolation/spaceing", "spacing"},
        {R"({"bin_width": 5})", "/bin_width", ""},
        {R"({"": {"glcm": {"distance": 2}}})", "/", ""}}) {
    const Error error = error_of([&] { voxtrait::settings_from_json(c.file, registry()); });
    CAPTURE(c.file, error.what());
    CHECK(error.code() == ErrorCode::config_unknown_key);
    CHECK(error.where() == c.pointer);
    CHECK(contains(error.what(), '"' + std::string(c.nearest)));
  }
}

TEST_CASE("a misspelt choice names the nearest one") {
  struct Case {
    const char* file;
    const char* nearest;
  };
  for (const Case& c :
       {Case{R"({"interpolation": {"method": "liner"}})", "\"linear\""},
        {R"({"discretisation": {"method": "fixed_bin_sise"}})", "\"fixed_bin_size\""},
        {R"({"families": ["glmc"]})", "\"glcm\""},
        {R"({"aggregations": ["3D_avrage"]})", "\"3D_average\""}}) {
    const Error error = error_of([&] { voxtrait::settings_from_json(c.file, registry()); });
    CAPTURE(error.what());
    CHECK(contains(error.what(), c.nearest));
  }
}

TEST_CASE("what is no settings file is refused") {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += '[';
  for (const std::string& file :
       {std::string(), std::string("{"), std::string("[]"), std::string("5"), std::string("null"),
        std::string("{\"glcm\": 5}"), std::string("{\"glcm\": []}"),
        std::string("{\"glcm\": null}"), std::string("{'glcm': {}}"),
        std::string("{\"glcm\": {\"distance\": 1,}}"),
        std::string("{\"discretisation\": {\"bin_width\": 1e999}}"),
        std::string("{\"discretisation\": {\"bin_width\": NaN}}"),
        std::string("{\"glcm\": {\"distance\": 18446744073709551617}}"),
        std::string("{\"glcm\": {\"distance\": 18446744073709551615}}"),
        "{\"families\": " + deep + std::string(deep.size(), ']') + "}",
        std::string("{\"slices\": {\"plane\": \"\xff\xfe\"}}"), std::string("\0\0", 2), deep}) {
    const Error error = error_of([&] { voxtrait::settings_from_json(file, registry()); });
    CAPTURE(file.substr(0, 100), std::string(error.what()).substr(0, 200));
    CHECK(error.code() == ErrorCode::config_invalid);
  }
}

TEST_CASE("an empty file means the defaults") {
  CHECK(voxtrait::settings_to_json(voxtrait::settings_from_json("{}", registry()), registry()) ==
        voxtrait::settings_to_json(Settings{}, registry()));
}

TEST_CASE("settings that contradict each other are refused with the culprit") {
  struct Case {
    const char* file;
    const char* pointer;
  };
  for (const Case& c :
       {Case{R"({"interpolation": {"method": "linear"}})", "/interpolation/spacing"},
        {R"({"interpolation": {"method": "cubic", "spacing": [null, null, null]}})",
         "/interpolation/spacing"},
        {R"({"interpolation": {"spacing": [1, 1, 1]}})", "/interpolation/method"},
        {R"({"families": []})", "/families"},
        {R"({"aggregations": []})", "/aggregations"}}) {
    const Error error = error_of([&] { voxtrait::settings_from_json(c.file, registry()); });
    CAPTURE(c.file, error.what());
    CHECK(error.code() == ErrorCode::config_invalid);
    CHECK(error.where() == c.pointer);
  }
  Settings contradiction;
  contradiction.interpolation.method = voxtrait::Interpolator::linear;
  CHECK_THROWS_AS(voxtrait::Extractor(contradiction), Error);
  Settings unknown_family;
  unknown_family.families = {"glmc"};
  CHECK(error_of([&] { voxtrait::Extractor{unknown_family}; }).where() == "/families");
}

TEST_CASE("keys of a pointer are escaped as JSON pointers are") {
  const Error error = error_of([] { voxtrait::settings_from_json(R"({"a/b~c": 1})", registry()); });
  CHECK(error.where() == "/a~1b~0c");
}
