#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include "fields.hpp"
#include "filter_json.hpp"
#include "voxtrait/core/nearest_name.hpp"

namespace voxtrait {

namespace {

template <class T>
using Names = std::vector<std::pair<T, std::string>>;

Names<Profile> profile_names() {
  Names<Profile> names;
  for (const Profile profile : profiles) names.emplace_back(profile, std::string(name(profile)));
  return names;
}

const Names<Rounding>& rounding_names() {
  static const Names<Rounding> names{{Rounding::none, "none"},
                                     {Rounding::nearest_integer, "nearest_integer"}};
  return names;
}

const Names<Discretiser>& discretiser_names() {
  static const Names<Discretiser> names{{Discretiser::none, "none"},
                                        {Discretiser::fixed_bin_size, "fixed_bin_size"},
                                        {Discretiser::fixed_bin_number, "fixed_bin_number"}};
  return names;
}

Names<Aggregation> aggregation_names() {
  Names<Aggregation> names;
  for (const AggregationInfo& info : aggregation_infos) {
    if (info.aggregation != Aggregation::whole_roi) names.emplace_back(info.aggregation, info.name);
  }
  return names;
}

template <class T>
std::vector<std::string> choices_of(const Names<T>& names) {
  std::vector<std::string> choices;
  for (const auto& [value, name] : names) choices.push_back(name);
  return choices;
}

std::string listed(const std::vector<std::string>& choices) {
  std::string text = "one of";
  for (const std::string& choice : choices) text += (&choice == &choices[0] ? " " : ", ") + choice;
  return text;
}

template <class T>
T value_named(const Json& json, const Names<T>& names) {
  if (!json.is_string()) throw ValueRejected{};
  for (const auto& [value, name] : names) {
    if (name == json.get<std::string>()) return value;
  }
  throw ValueRejected{nearest_hint(json.get<std::string>(), choices_of(names))};
}

template <class T>
std::string name_of(T value, const Names<T>& names) {
  return std::ranges::find(names, value, &std::pair<T, std::string>::first)->second;
}

double finite_number(const Json& json) {
  if (!json.is_number() || !std::isfinite(json.get<double>())) throw ValueRejected{};
  return json.get<double>();
}

/// Where a field lives; every kind of field adds reading, writing and schema to it.
struct Place {
  std::string section;
  std::string key;
  std::string unit;
  std::string doc;
};

Field at(Place place, std::string expected, Json schema) {
  Field field;
  field.section = std::move(place.section);
  field.key = std::move(place.key);
  field.unit = std::move(place.unit);
  field.doc = std::move(place.doc);
  field.step = field.pointer();
  field.expected = std::move(expected);
  field.schema = [schema = std::move(schema)] { return schema; };
  return field;
}

/// Settings that only make sense together are one step of processing.
void join_steps(std::vector<Field>& fields) {
  for (Field& field : fields) {
    const bool grid = field.section == "interpolation" &&
                      (field.key == "method" || field.key == "spacing" || field.key == "grid");
    const bool bins =
        field.key == "method" || field.key == "bin_width" || field.key == "bin_number";
    if (grid || bins) field.step = "/" + field.section;
  }
}

template <class T, class Access>
Field choice(Place place, const Names<T>& names, Access access) {
  const std::vector<std::string> choices = choices_of(names);
  Field field = at(std::move(place), listed(choices), {{"enum", choices}});
  field.read = [names, access](const Json& v, Settings& s) { access(s) = value_named(v, names); };
  field.write = [names, access](const Settings& s) { return name_of(access(s), names); };
  return field;
}

template <class Access>
Field positive_number(Place place, double at_most, Access access) {
  std::string expected = "a number above 0";
  Json schema{{"type", "number"}, {"exclusiveMinimum", 0}};
  if (std::isfinite(at_most)) {
    expected += " and at most " + Json(at_most).dump();
    schema["maximum"] = at_most;
  }
  Field field = at(std::move(place), std::move(expected), std::move(schema));
  field.read = [access, at_most](const Json& v, Settings& s) {
    const double number = finite_number(v);
    if (number <= 0.0 || number > at_most) throw ValueRejected{};
    access(s) = number;
  };
  field.write = [access](const Settings& s) { return Json(access(s)); };
  return field;
}

template <class Access>
Field integer(Place place, std::int64_t at_least, std::int64_t at_most, Access access) {
  Field field =
      at(std::move(place),
         "a whole number from " + std::to_string(at_least) + " to " + std::to_string(at_most),
         {{"type", "integer"}, {"minimum", at_least}, {"maximum", at_most}});
  field.read = [access, at_least, at_most](const Json& v, Settings& s) {
    const double number = finite_number(v);  // 2.0 is a whole number too
    const bool in_range =
        number >= static_cast<double>(at_least) && number <= static_cast<double>(at_most);
    if (!in_range || number != std::floor(number)) throw ValueRejected{};
    access(s) = static_cast<std::int64_t>(number);
  };
  field.write = [access](const Settings& s) { return Json(access(s)); };
  return field;
}

template <class Access>
Field optional_positive_number(Place place, Access access) {
  Field field = at(std::move(place), "a number above 0, or null",
                   {{"type", {"number", "null"}}, {"exclusiveMinimum", 0}});
  field.read = [access](const Json& v, Settings& s) {
    access(s) = std::nullopt;
    if (v.is_null()) return;
    if (finite_number(v) <= 0.0) throw ValueRejected{};
    access(s) = finite_number(v);
  };
  field.write = [access](const Settings& s) { return access(s) ? Json(*access(s)) : Json(); };
  return field;
}

Json or_null(const std::optional<double>& number) { return number ? Json(*number) : Json(); }

std::optional<double> bound_from(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(finite_number(json));
}

Field range_field(Place place) {
  const Json bound{{"type", {"number", "null"}}};
  Field field =
      at(std::move(place), "[lower, upper] with lower <= upper, null for an open end",
         {{"type", {"array", "null"}}, {"items", bound}, {"minItems", 2}, {"maxItems", 2}});
  field.read = [](const Json& v, Settings& s) {
    s.resegmentation.range = std::nullopt;
    if (v.is_null()) return;
    if (!v.is_array() || v.size() != 2) throw ValueRejected{};
    const Range range{bound_from(v[0]), bound_from(v[1])};
    if (range.lower && range.upper && *range.lower > *range.upper) throw ValueRejected{};
    s.resegmentation.range = range;
  };
  field.write = [](const Settings& s) {
    const auto& range = s.resegmentation.range;
    return range ? Json::array({or_null(range->lower), or_null(range->upper)}) : Json();
  };
  return field;
}

Field spacing_field(Place place) {
  const Json component{{"type", {"number", "null"}}, {"exclusiveMinimum", 0}};
  Field field =
      at(std::move(place), "three numbers above 0, null for an axis that keeps its spacing",
         {{"type", "array"}, {"items", component}, {"minItems", 3}, {"maxItems", 3}});
  field.read = [](const Json& v, Settings& s) {
    if (!v.is_array() || v.size() != 3) throw ValueRejected{};
    for (std::size_t a = 0; a < 3; ++a) {
      s.interpolation.spacing[a] = bound_from(v[a]);
      if (s.interpolation.spacing[a] && *s.interpolation.spacing[a] <= 0.0) throw ValueRejected{};
    }
  };
  field.write = [](const Settings& s) {
    Json array = Json::array();
    for (const auto& axis : s.interpolation.spacing) array.push_back(or_null(axis));
    return array;
  };
  return field;
}

template <class T, class Access>
Field list_of(Place place, const Names<T>& names, Access access) {
  const std::vector<std::string> choices = choices_of(names);
  Field field = at(std::move(place), "a list with " + listed(choices),
                   {{"type", "array"}, {"items", {{"enum", choices}}}, {"uniqueItems", true}});
  field.read = [names, access](const Json& v, Settings& s) {
    if (!v.is_array()) throw ValueRejected{};
    auto& list = access(s);
    list.clear();
    for (const Json& item : v) {
      const T value = value_named(item, names);
      if (std::ranges::find(list, value) != list.end()) {
        throw ValueRejected{"\"" + item.get<std::string>() + "\" stands there twice"};
      }
      list.push_back(value);
    }
  };
  field.write = [names, access](const Settings& s) {
    Json array = Json::array();
    for (const T& value : access(s)) array.push_back(name_of(value, names));
    return array;
  };
  return field;
}

/// A list of texts that are checked where the registry is known as a whole.
template <class Access>
Field texts(Place place, const std::string& expected, Access access) {
  Field field = at(std::move(place), expected,
                   {{"type", "array"}, {"items", {{"type", "string"}}}, {"uniqueItems", true}});
  field.read = [access](const Json& v, Settings& s) {
    if (!v.is_array()) throw ValueRejected{};
    auto& list = access(s);
    list.clear();
    for (const Json& item : v) {
      if (!item.is_string()) throw ValueRejected{};
      const auto text = item.get<std::string>();
      if (std::ranges::find(list, text) != list.end()) {
        throw ValueRejected{"\"" + text + "\" stands there twice"};
      }
      list.push_back(text);
    }
  };
  field.write = [access](const Settings& s) { return Json(access(s)); };
  return field;
}

Field filters_field(const Registry& registry) {
  Field field = at({"", "filters", "",
                    "Filters whose responses are image variants of their own, after interpolation "
                    "and before features; re-segmentation follows the unfiltered image. Features "
                    "of shape are those of the original image alone."},
                   R"(a list of filters such as [{"type": "log", "sigma_mm": 3}])", {});
  // The registry may be gone when a field is used; the filters are few.
  const auto filters = std::make_shared<const std::vector<Filter>>(registry.filters());
  field.schema = [filters] { return filters_schema(*filters); };
  field.read = [filters](const Json& v, Settings& s) {
    if (!v.is_array()) throw ValueRejected{};
    s.filters = filters_from_json(v, *filters);
  };
  field.write = [filters](const Settings& s) { return filters_to_json(s.filters, *filters); };
  return field;
}

Names<std::string> family_names(const Registry& registry) {
  Names<std::string> names{{"all", "all"}};
  for (const std::string_view id : registry.family_ids()) {
    names.emplace_back(std::string(id), std::string(id));
  }
  return names;
}

constexpr double unlimited = std::numeric_limits<double>::infinity();
constexpr std::int64_t most_bins = 65535;

/// Both discretisations have the same fields.
template <class Access>
void add_discretisation(std::vector<Field>& fields, const std::string& section,
                        const std::string& what, Access access) {
  fields.push_back(choice(
      {section, "method", "",
       "How intensities become " + what +
           ": fixed_bin_size (Q3RU) starts at the lower bound of "
           "resegmentation.range, or at the ROI's minimum; fixed_bin_number "
           "(K15C) spans the ROI's range; none takes whole numbers as they are."},
      discretiser_names(), [access](auto& s) -> auto& { return access(s).method; }));
  fields.push_back(positive_number(
      {section, "bin_width", "intensity", "Width of a bin of fixed_bin_size."},
      unlimited, [access](auto& s) -> auto& { return access(s).bin_width; }));
  fields.push_back(integer(
      {section, "bin_number", "bins", "Number of bins of fixed_bin_number."}, 1,
      most_bins, [access](auto& s) -> auto& { return access(s).bin_number; }));
}

void add_interpolation(std::vector<Field>& fields) {
  const std::string section = "interpolation";
  fields.push_back(choice<Interpolator>(
      {section, "method", "", "How intensities are interpolated (VTM2). cubic is a cubic spline."},
      {{Interpolator::none, "none"},
       {Interpolator::nearest, "nearest"},
       {Interpolator::linear, "linear"},
       {Interpolator::cubic, "cubic"}},
      [](auto& s) -> auto& { return s.interpolation.method; }));
  fields.push_back(spacing_field({section, "spacing", "mm",
                                  "New voxel spacing along x, y and the slice axis; [2, 2, null] "
                                  "interpolates in plane only."}));
  fields.push_back(choice<GridAlignment>(
      {section, "grid", "",
       "How the new grid lies: centre (3WE3) on the image's centre, origin (SBKJ) on its first "
       "voxel, corner on the outer corner of its first voxel, fit (58MB) on first and last voxel "
       "with the spacing giving way. Each axis gets ceil(size * spacing / new spacing) voxels; an "
       "excess below 1e-4 of a voxel adds none. Beyond the edges the edge voxels' values hold."},
      {{GridAlignment::centre, "centre"},
       {GridAlignment::origin, "origin"},
       {GridAlignment::corner, "corner"},
       {GridAlignment::fit, "fit"}},
      [](auto& s) -> auto& { return s.interpolation.grid; }));
  fields.push_back(choice<MaskInterpolator>(
      {section, "mask_method", "", "How the mask is interpolated."},
      {{MaskInterpolator::nearest, "nearest"}, {MaskInterpolator::linear, "linear"}},
      [](auto& s) -> auto& { return s.interpolation.mask_method; }));
  fields.push_back(positive_number(
      {section, "mask_threshold", "",
       "A voxel belongs to the ROI when its interpolated mask is at least this (E8H9); values "
       "within 5e-7 below count as equal."},
      1.0, [](auto& s) -> auto& { return s.interpolation.mask_threshold; }));
  fields.push_back(choice(
      {section, "rounding", "",
       "Rounding of interpolated intensities (68QD); ties, within 1e-6, go to the even integer."},
      rounding_names(), [](auto& s) -> auto& { return s.interpolation.rounding; }));
}

void add_resegmentation(std::vector<Field>& fields) {
  const std::string section = "resegmentation";
  fields.push_back(
      range_field({section, "range", "intensity",
                   "Closed range of intensities that stay in the intensity mask (USB3)."}));
  fields.push_back(optional_positive_number(
      {section, "outlier_sigma", "standard deviations",
       "Intensities further from the mean leave the intensity mask (7ACA). Mean and standard "
       "deviation are those before the range is applied; both limits are intersected."},
      [](auto& s) -> auto& { return s.resegmentation.outlier_sigma; }));
}

Names<DistanceNorm> norm_names() {
  return {{DistanceNorm::none, "none"},
          {DistanceNorm::manhattan, "manhattan"},
          {DistanceNorm::euclidean, "euclidean"},
          {DistanceNorm::chebyshev, "chebyshev"}};
}

constexpr std::int64_t most_distance = 64;

void add_texture(std::vector<Field>& fields) {
  const std::string weighting =
      "Norm (LIFZ, G9EV, PVMT) whose inverse distance weights a direction's matrix when matrices "
      "are merged (6CK8); none by IBSI's default.";
  const std::string neighbourhood = "Chebyshev distance (PVMT) of the neighbourhood.";
  fields.push_back(integer(
      {"glcm", "distance", "voxels",
       "Chebyshev distance (PVMT) of the neighbours that are paired."},
      1, most_distance, [](auto& s) -> auto& { return s.glcm.distance; }));
  fields.push_back(choice(
      {"glcm", "weighting", "", weighting}, norm_names(),
      [](auto& s) -> auto& { return s.glcm.weighting; }));
  fields.push_back(choice(
      {"glrlm", "weighting", "", weighting}, norm_names(),
      [](auto& s) -> auto& { return s.glrlm.weighting; }));
  fields.push_back(integer(
      {"ngtdm", "distance", "voxels", neighbourhood}, 1, most_distance,
      [](auto& s) -> auto& { return s.ngtdm.distance; }));
  fields.push_back(integer(
      {"ngldm", "distance", "voxels", neighbourhood}, 1, most_distance,
      [](auto& s) -> auto& { return s.ngldm.distance; }));
  fields.push_back(integer(
      {"ngldm", "coarseness", "levels",
       "Largest difference of levels that depend on each other (alpha)."},
      0, most_bins, [](auto& s) -> auto& { return s.ngldm.coarseness; }));
}

}  // namespace

std::string Field::pointer() const { return (section.empty() ? "" : "/" + section) + "/" + key; }

std::vector<Field> settings_fields(const Registry& registry) {
  std::vector<Field> fields;
  fields.push_back(choice<Profile>(
      {"", "profile", "",
       "Whose definitions are followed: ibsi, or pyradiomics for the numbers of PyRadiomics 3, "
       "whose settings are those of the section pyradiomics and no others."},
      profile_names(), [](auto& s) -> auto& { return s.profile; }));
  fields.push_back(choice(
      {"image", "rounding", "",
       "Rounding of stored intensities before anything else, for integer "
       "modalities such as CT that were stored as floating point."},
      rounding_names(), [](auto& s) -> auto& { return s.image.rounding; }));
  fields.push_back(choice<SlicePlane>(
      {"slices", "plane", "",
       "Plane of the slices that 2D and 2.5D features and in-plane interpolation work in, by the "
       "patient's axes, so that storage order does not matter; stored takes the plane of the "
       "file's first two axes."},
      {{SlicePlane::axial, "axial"},
       {SlicePlane::coronal, "coronal"},
       {SlicePlane::sagittal, "sagittal"},
       {SlicePlane::stored, "stored"}},
      [](auto& s) -> auto& { return s.slices.plane; }));
  add_interpolation(fields);
  add_resegmentation(fields);
  add_discretisation(
      fields, "discretisation", "levels of histogram and texture features",
      [](auto& s) -> auto& { return s.discretisation; });
  add_discretisation(
      fields, "intensity_volume_histogram", "the steps of the intensity-volume histogram",
      [](auto& s) -> auto& { return s.intensity_volume_histogram; });
  fields.push_back(choice<PercentileMethod>(
      {"intensity_statistics", "percentiles", "",
       "Percentiles of intensities and levels: linear interpolation between order statistics or "
       "the nearest rank. The median is the same in both."},
      {{PercentileMethod::linear, "linear"}, {PercentileMethod::nearest_rank, "nearest_rank"}},
      [](auto& s) -> auto& { return s.intensity_statistics.percentiles; }));
  add_texture(fields);
  fields.push_back(list_of(
      {"", "aggregations", "",
       "Aggregations of texture features; each family takes those it has. A dimension that is "
       "listed only for families of the other kind (with or without directions) means all "
       "aggregations of that dimension. Features of the whole ROI are always computed."},
      aggregation_names(), [](auto& s) -> auto& { return s.aggregations; }));
  fields.push_back(filters_field(registry));
  fields.push_back(list_of(
      {"", "families", "",
       "Families to compute; all for every one of the profile, but for pyradiomics_shape2d."},
      family_names(registry), [](auto& s) -> auto& { return s.families; }));
  fields.push_back(texts(
      {"", "exclude", "",
       "Features to leave out, by id, FAMILY.ID or IBSI code; work that only they need is not "
       "done."},
      R"(a list of features such as ["morans_i_index", "NPT7"])",
      [](auto& s) -> auto& { return s.exclude; }));
  fields.push_back(texts(
      {"", "plugins", "",
       "Plugins that the settings need: names of installed ones, such as voxtrait.bodycomp, or "
       "paths of shared libraries."},
      "a list of names or paths", [](auto& s) -> auto& { return s.plugins; }));
  add_pyradiomics_fields(fields);
  add_plugin_fields(fields, registry);
  join_steps(fields);
  return fields;
}

}  // namespace voxtrait
