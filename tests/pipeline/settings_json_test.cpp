#include "voxtrait/pipeline/settings_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "support/errors.hpp"
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

/// A settings file with one value.
std::string file_with(const std::string& pointer, const Json& value) {
  Json json;
  json[Pointer(pointer)] = value;
  return json.dump();
}

/// Values that a setting takes and does not take, as JSON texts.
struct Field {
  const char* pointer;
  std::vector<const char*> good;
  std::vector<const char*> bad;
  std::vector<const char*> bad_beyond_schema = {};  ///< what a schema cannot say
};

const std::vector<Field>& fields() {
  static const std::vector<const char*> no_norm{R"("l1")", "1", "null"};
  static const std::vector<Field> list{
      {"/image/rounding",
       {R"("none")", R"("nearest_integer")"},
       {R"("nearest")", "1", "null", R"(["none"])"}},
      {"/slices/plane",
       {R"("axial")", R"("coronal")", R"("sagittal")", R"("stored")"},
       {R"("Axial")", "0", "true"}},
      {"/interpolation/method",
       {R"("nearest")", R"("linear")", R"("cubic")"},
       {R"("spline")", "3", "null", "{}"}},
      {"/interpolation/spacing",
       {"[2, 2, 2]", "[0.5, 0.5, null]", "[null, null, 3]"},
       {"2", "[2, 2]", "[2, 2, 2, 2]", "[0, 2, 2]", "[2, -1, 2]", R"(["2", 2, 2])", "null"}},
      {"/interpolation/grid",
       {R"("centre")", R"("origin")", R"("corner")", R"("fit")"},
       {R"("center")", "0"}},
      {"/interpolation/mask_method", {R"("nearest")", R"("linear")"}, {R"("cubic")", "1"}},
      {"/interpolation/mask_threshold",
       {"0.5", "1", "0.001"},
       {"0", "-0.5", "1.001", R"("0.5")", "null", "[0.5]"}},
      {"/interpolation/rounding", {R"("none")", R"("nearest_integer")"}, {R"("up")", "true"}},
      {"/resegmentation/range",
       {"[-500, 400]", "[0, null]", "[null, 3.5]", "[null, null]", "[2, 2]", "null"},
       {"[400]", "[1, 2, 3]", R"("0,1")", "5", R"([0, "1"])", "{}"},
       {"[400, -500]"}},
      {"/resegmentation/outlier_sigma", {"3", "0.5", "null"}, {"0", "-3", R"("3")", "[3]"}},
      {"/discretisation/method",
       {R"("none")", R"("fixed_bin_size")", R"("fixed_bin_number")"},
       {R"("fbs")", "25", "null"}},
      {"/discretisation/bin_width", {"25", "0.1", "1e-9"}, {"0", "-25", R"("25")", "null", "[25]"}},
      {"/discretisation/bin_number",
       {"1", "64", "65535"},
       {"0", "-3", "65536", "3.5", R"("32")", "null"}},
      {"/intensity_volume_histogram/method",
       {R"("none")", R"("fixed_bin_size")", R"("fixed_bin_number")"},
       {R"("fbn")", "null"}},
      {"/intensity_volume_histogram/bin_width", {"2.5", "1"}, {"0", "-1", "true"}},
      {"/intensity_volume_histogram/bin_number", {"1", "1000"}, {"0", "70000", "1.5"}},
      {"/intensity_statistics/percentiles",
       {R"("linear")", R"("nearest_rank")"},
       {R"("nearest")", "50"}},
      {"/glcm/distance", {"1", "3", "64"}, {"0", "-1", "65", "1.5", R"("1")", "null"}},
      {"/glcm/weighting",
       {R"("none")", R"("manhattan")", R"("euclidean")", R"("chebyshev")"},
       no_norm},
      {"/glrlm/weighting",
       {R"("none")", R"("manhattan")", R"("euclidean")", R"("chebyshev")"},
       no_norm},
      {"/ngtdm/distance", {"1", "3", "64"}, {"0", "-1", "65", "1.5", R"("1")"}},
      {"/ngldm/distance", {"1", "3", "64"}, {"0", "-1", "65", "1.5", R"("1")"}},
      {"/ngldm/coarseness", {"0", "1", "65535"}, {"-1", "65536", "0.5", "null"}},
      {"/aggregations",
       {R"(["3D_merged"])", R"(["2D_average", "2.5D_merged", "3D"])"},
       {R"("3D_merged")", R"(["3d_merged"])", "[3]", R"(["3D", "3D"])", "null"},
       {"[]"}},
      {"/families",
       {R"(["all"])", R"(["glcm"])", R"(["glcm", "intensity_statistics"])"},
       {R"("glcm")", R"(["glmc"])", R"(["glcm", "glcm"])", "[1]", "{}"},
       {"[]"}}};
  return list;
}

/// Whether a value suits a schema, for the keywords that settings use.
bool suits(const Json& schema, const Json& value);

bool has_type(const std::string& type, const Json& value) {
  if (type == "null") return value.is_null();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  throw std::logic_error("the schema has a type that the test does not know: " + type);
}

bool suits_type(const Json& schema, const Json& value) {
  if (!schema.contains("type")) return true;
  if (schema["type"].is_string()) return has_type(schema["type"], value);
  for (const Json& type : schema["type"]) {
    if (has_type(type, value)) return true;
  }
  return false;
}

bool suits_range(const Json& schema, const Json& value) {
  if (!value.is_number()) return true;
  const auto x = value.get<double>();
  return (!schema.contains("minimum") || x >= schema["minimum"]) &&
         (!schema.contains("exclusiveMinimum") || x > schema["exclusiveMinimum"]) &&
         (!schema.contains("maximum") || x <= schema["maximum"]);
}

bool suits_list(const Json& schema, const Json& value) {
  if (!value.is_array()) return true;
  if (schema.contains("minItems") && value.size() < schema["minItems"]) return false;
  if (schema.contains("maxItems") && value.size() > schema["maxItems"]) return false;
  if (schema.value("uniqueItems", false) &&
      std::set<Json>(value.begin(), value.end()).size() != value.size()) {
    return false;
  }
  for (const Json& item : value) {
    if (schema.contains("items") && !suits(schema["items"], item)) return false;
  }
  return true;
}

bool suits(const Json& schema, const Json& value) {
  if (schema.contains("enum")) {
    const auto& choices = schema["enum"];
    if (std::find(choices.begin(), choices.end(), value) == choices.end()) return false;
  }
  return suits_type(schema, value) && suits_range(schema, value) && suits_list(schema, value);
}

Json schema_of(const Json& schema, const std::string& pointer) {
  const Json* at = &schema;
  for (std::size_t begin = 1; begin <= pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
    at = &at->at("properties").at(pointer.substr(begin, end - begin));
    begin = end + 1;
  }
  return *at;
}

}  // namespace

TEST_CASE("the table of this test has every setting") {
  std::set<std::string> tested;
  for (const Field& field : fields()) tested.insert(field.pointer);
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
  for (const Field& field : fields()) {
    for (const char* text : field.good) {
      CAPTURE(field.pointer, text);
      const Json value = Json::parse(text);
      const Settings settings =
          voxtrait::settings_from_json(file_with(field.pointer, value), registry(), base());
      const std::string written = voxtrait::settings_to_json(settings, registry());
      CHECK(Json::parse(written)[Pointer(field.pointer)] == value);
      // All other settings keep their value.
      Json others = Json::parse(written);
      Json before = Json::parse(voxtrait::settings_to_json(base(), registry()));
      others[Pointer(field.pointer)] = nullptr;
      before[Pointer(field.pointer)] = nullptr;
      CHECK(others == before);
    }
  }
}

TEST_CASE("values of the wrong type or out of range are refused with pointer and expectation") {
  for (const Field& field : fields()) {
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

TEST_CASE("the schema is JSON and has every setting with its default and documentation") {
  const Json schema = Json::parse(voxtrait::settings_schema(registry()));
  const Json defaults = Json::parse(voxtrait::settings_to_json(Settings{}, registry()));
  CHECK(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema.at("additionalProperties") == false);
  std::size_t properties = 0;
  for (const auto& [key, value] : schema.at("properties").items()) {
    if (value.value("type", Json()) == "object") CHECK(value.at("additionalProperties") == false);
    properties += value.contains("properties") ? value["properties"].size() : 1;
  }
  CHECK(properties == fields().size());
  for (const Field& field : fields()) {
    CAPTURE(field.pointer);
    const Json property = schema_of(schema, field.pointer);
    CHECK(property.at("default") == defaults.at(Pointer(field.pointer)));
    CHECK(property.at("description").get<std::string>().size() > 10);
    CHECK(suits(property, property.at("default")));
  }
}

TEST_CASE("the schema takes what is read and refuses what is not") {
  const Json schema = Json::parse(voxtrait::settings_schema(registry()));
  for (const Field& field : fields()) {
    const Json property = schema_of(schema, field.pointer);
    for (const char* text : field.good) {
      CAPTURE(field.pointer, text);
      CHECK(suits(property, Json::parse(text)));
    }
    for (const char* text : field.bad) {
      CAPTURE(field.pointer, text);
      CHECK_FALSE(suits(property, Json::parse(text)));
    }
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
    Settings settings = base();
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

TEST_CASE("keys of a pointer are escaped as JSON pointers are") {
  const Error error = error_of([] { voxtrait::settings_from_json(R"({"a/b~c": 1})", registry()); });
  CHECK(error.where() == "/a~1b~0c");
}
