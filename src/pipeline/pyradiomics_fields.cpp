#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <utility>

#include "fields.hpp"
#include "pyradiomics_image_types.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/filter/pyradiomics.hpp"

namespace voxtrait {

namespace {

using Own = PyradiomicsSettings;

template <class T>
using Names = std::vector<std::pair<std::string, T>>;

const Names<ResegmentMode>& mode_names() {
  static const Names<ResegmentMode> names{{"absolute", ResegmentMode::absolute},
                                          {"relative", ResegmentMode::relative},
                                          {"sigma", ResegmentMode::sigma}};
  return names;
}

const Names<PyradiomicsNorm>& norm_names() {
  static const Names<PyradiomicsNorm> names{{"euclidean", PyradiomicsNorm::euclidean},
                                            {"manhattan", PyradiomicsNorm::manhattan},
                                            {"infinity", PyradiomicsNorm::infinity},
                                            {"no_weighting", PyradiomicsNorm::no_weighting}};
  return names;
}

const Names<LbpMethod>& lbp_method_names() {
  static const Names<LbpMethod> names{{"default", LbpMethod::plain},
                                      {"ror", LbpMethod::rotation_invariant},
                                      {"uniform", LbpMethod::uniform},
                                      {"var", LbpMethod::variance}};
  return names;
}

const Names<std::string>& wavelet_names() {
  static const Names<std::string> names = [] {
    Names<std::string> list;
    for (const std::string_view name : pyradiomics_wavelet_names()) list.emplace_back(name, name);
    return list;
  }();
  return names;
}

const Names<PyradiomicsInterpolator>& interpolator_names() {
  using I = PyradiomicsInterpolator;
  static const Names<I> names{{"sitkNearestNeighbor", I::nearest_neighbor},
                              {"sitkLinear", I::linear},
                              {"sitkBSpline", I::bspline},
                              {"sitkGaussian", I::gaussian},
                              {"sitkLabelGaussian", I::label_gaussian},
                              {"sitkHammingWindowedSinc", I::hamming_windowed_sinc},
                              {"sitkCosineWindowedSinc", I::cosine_windowed_sinc},
                              {"sitkWelchWindowedSinc", I::welch_windowed_sinc},
                              {"sitkLanczosWindowedSinc", I::lanczos_windowed_sinc},
                              {"sitkBlackmanWindowedSinc", I::blackman_windowed_sinc}};
  return names;
}

/// What a value may be: in words, as JSON schema, and as a check.
struct Kind {
  std::string expected;
  Json schema;
};

double number_from(const Json& v) {
  if (!v.is_number() || !std::isfinite(v.get<double>())) throw ValueRejected{};
  return v.get<double>();
}

/// Reads one value of a type; overloads stand for the types that settings have.
void read_as(const Json& v, bool& target) {
  if (!v.is_boolean()) throw ValueRejected{};
  target = v.get<bool>();
}
void read_as(const Json& v, double& target) { target = number_from(v); }
void read_as(const Json& v, std::int64_t& target) {
  const double number = number_from(v);  // 2.0 is a whole number too
  if (number != std::floor(number) || std::abs(number) > 1e9) throw ValueRejected{};
  target = static_cast<std::int64_t>(number);
}
void read_as(const Json& v, PyradiomicsSigma& target) {
  target = {number_from(v), v.is_number_integer()};
}
template <class T>
void read_as(const Json& v, std::vector<T>& target) {
  if (v.is_null()) return target.clear();
  if (!v.is_array()) throw ValueRejected{};
  target.resize(v.size());
  for (std::size_t i = 0; i < v.size(); ++i) read_as(v[i], target[i]);
}
void read_as(const Json& v, std::array<double, 3>& target) {
  if (!v.is_array() || v.size() != 3) throw ValueRejected{};
  for (std::size_t i = 0; i < 3; ++i) read_as(v[i], target[i]);
}
template <class T>
void read_as(const Json& v, std::optional<T>& target) {
  target = std::nullopt;
  if (!v.is_null()) read_as(v, target.emplace());
}

template <class T>
Json written(const T& value) {
  return Json(value);
}
template <class T>
Json written(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json written(const std::vector<PyradiomicsSigma>& list) {
  Json json = Json::array();
  for (const auto& [mm, whole] : list) {
    json.push_back(whole ? Json(static_cast<std::int64_t>(mm)) : Json(mm));
  }
  return json;
}

template <class T>
const T& named(const Json& v, const Names<T>& names) {
  if (!v.is_string()) throw ValueRejected{};
  const auto text = v.get<std::string>();
  std::vector<std::string> known;
  for (const auto& [name, value] : names) {
    if (name == text) return value;
    known.push_back(name);
  }
  throw ValueRejected{nearest_hint(text, known)};
}

/// A list of settings that grows by one call for each.
class List {
 public:
  explicit List(std::vector<Field>& fields) : fields_(fields) {}

  /// A setting whose value must pass `check`.
  template <class T, class Check>
  void add(const std::string& key, const std::string& unit, const std::string& doc, Kind kind,
           T Own::*member, Check check) {
    Field field = placed(key, unit, doc, std::move(kind));
    field.read = [member, check](const Json& v, Settings& s) {
      T value{};
      read_as(v, value);
      if (!check(value)) throw ValueRejected{};
      s.pyradiomics.*member = std::move(value);
    };
    field.write = [member](const Settings& s) { return written(s.pyradiomics.*member); };
    fields_.push_back(std::move(field));
  }

  void add_switch(const std::string& key, const std::string& doc, bool Own::*member) {
    add(key, "", doc, {"true or false", {{"type", "boolean"}}}, member, [](bool) { return true; });
  }

  /// One of some names; null too for an optional one.
  template <class T, class Member>
  void add_choice(const std::string& key, const std::string& doc, const Names<T>& names,
                  Member Own::*member) {
    constexpr bool optional = !std::same_as<Member, T>;
    Json choices = Json::array();
    std::string expected = "one of";
    for (const auto& [name, value] : names) {
      expected += (choices.empty() ? " " : ", ") + name;
      choices.push_back(name);
    }
    if (optional) choices.push_back(nullptr);
    Field field =
        placed(key, "", doc, {expected + (optional ? ", or null" : ""), {{"enum", choices}}});
    field.read = [&names, member](const Json& v, Settings& s) {
      const bool none = optional && (v.is_null() || v == "null");
      s.pyradiomics.*member = none ? Member{} : Member{named(v, names)};
    };
    field.write = [&names, member](const Settings& s) {
      for (const auto& [name, value] : names) {
        if (s.pyradiomics.*member == value) return Json(name);
      }
      return Json();
    };
    fields_.push_back(std::move(field));
  }

 private:
  static Field placed(const std::string& key, const std::string& unit, const std::string& doc,
                      Kind kind) {
    Field field;
    field.section = "pyradiomics";
    field.key = key;
    field.unit = unit;
    field.doc = doc;
    field.step = field.pointer();
    field.expected = std::move(kind.expected);
    field.schema = [schema = std::move(kind.schema)] { return schema; };
    return field;
  }

  std::vector<Field>& fields_;
};

constexpr std::int64_t many = 1'000'000'000;
constexpr std::int64_t most_bins = 65535;
constexpr std::int64_t most_distance = 64;
constexpr std::int64_t most_levels = 16;
constexpr std::int64_t most_samples = 30;  ///< codes fit 32 bits
constexpr std::int64_t most_subdivisions = 5;

Kind positive_or_null() {
  return {"a number above 0, or null", {{"type", {"number", "null"}}, {"exclusiveMinimum", 0}}};
}

Kind count_or_null(std::int64_t at_most) {
  return {"a whole number from 1 to " + std::to_string(at_most) + ", or null",
          {{"type", {"integer", "null"}}, {"minimum", 1}, {"maximum", at_most}}};
}

Kind positive_number() {
  return {"a number above 0", {{"type", "number"}, {"exclusiveMinimum", 0}}};
}

Kind whole_number(std::int64_t at_least, std::int64_t at_most) {
  return {"a whole number from " + std::to_string(at_least) + " to " + std::to_string(at_most),
          {{"type", "integer"}, {"minimum", at_least}, {"maximum", at_most}}};
}

auto between(std::int64_t at_least, std::int64_t at_most) {
  return [=](std::int64_t n) { return n >= at_least && n <= at_most; };
}

template <class T>
bool above_0(const std::optional<T>& value) {
  return !value || *value > T{0};
}

void add_mask_settings(List& list) {
  list.add("label", "", "Label of the mask that is extracted when none is asked for.",
           whole_number(1, many), &Own::label, between(1, many));
  list.add("minimumROIDimensions", "axes",
           "Axes along which the ROI must have more than one voxel.", whole_number(1, 3),
           &Own::minimum_roi_dimensions, between(1, 3));
  list.add("minimumROISize", "voxels", "The ROI must have more voxels than this.",
           count_or_null(many), &Own::minimum_roi_size, above_0<std::int64_t>);
  list.add("geometryTolerance", "",
           "Largest difference of directions, and of origins and spacings relative to the image's "
           "first spacing, for a mask on the image's grid; null for 1e-6.",
           positive_or_null(), &Own::geometry_tolerance, above_0<double>);
  list.add_switch("correctMask", "Resample a mask that is not on the image's grid.",
                  &Own::correct_mask);
}

void add_image_settings(List& list) {
  list.add_switch("normalize",
                  "Subtract the mean of the whole image and divide by its standard deviation "
                  "(N - 1) before anything else.",
                  &Own::normalize);
  list.add("normalizeScale", "", "Factor of normalised intensities.", positive_number(),
           &Own::normalize_scale, [](double x) { return x > 0.0; });
  list.add("removeOutliers", "standard deviations",
           "Normalised intensities further out are set to this, before they are scaled.",
           positive_or_null(), &Own::remove_outliers, above_0<double>);
  const Json spacing{{"type", {"array", "null"}},
                     {"items", {{"type", "number"}, {"minimum", 0}}},
                     {"minItems", 3},
                     {"maxItems", 3}};
  list.add("resampledPixelSpacing", "mm",
           "New voxel spacing along x, y, z; 0 keeps the mask's. An axis along which the ROI has "
           "one voxel is kept, too. The grid is aligned on the mask's corner and cropped.",
           {"three numbers of at least 0, or null", spacing}, &Own::resampled_pixel_spacing,
           [](const auto& s) {
             return !s || std::ranges::all_of(*s, [](double x) { return x >= 0.0; });
           });
  list.add_choice("interpolator",
                  "How intensities are interpolated; null turns resampling off. Masks are always "
                  "resampled by nearest neighbour, and integer images keep integers, cut towards "
                  "zero.",
                  interpolator_names(), &Own::interpolator);
  list.add("padDistance", "voxels", "Margin of the resampled image around the ROI.",
           whole_number(0, many), &Own::pad_distance, between(0, many));
  list.add_switch("preCrop",
                  "Crop to the ROI and its margin before filters; changes nothing in the original "
                  "image's features.",
                  &Own::pre_crop);
}

void add_resegmentation_settings(List& list) {
  list.add(
      "resegmentRange", "by resegmentMode",
      "Lower bound, or both bounds, of the intensities that stay in the ROI; [] or null for none.",
      {"a list of at most two numbers",
       {{"type", {"array", "null"}}, {"items", {{"type", "number"}}}, {"maxItems", 2}}},
      &Own::resegment_range, [](const auto& range) { return range.size() <= 2; });
  list.add_choice("resegmentMode",
                  "What resegmentRange counts in: intensities, parts of the ROI's maximum, or "
                  "standard deviations from its mean.",
                  mode_names(), &Own::resegment_mode);
  list.add_switch("resegmentShape", "Shape features use the re-segmented mask, too.",
                  &Own::resegment_shape);
}

void add_feature_settings(List& list) {
  list.add("binWidth", "intensity", "Width of bins, whose edges are multiples of it.",
           positive_number(), &Own::bin_width, [](double x) { return x > 0.0; });
  list.add("binCount", "bins", "Number of bins over the ROI's range; goes before binWidth.",
           count_or_null(most_bins), &Own::bin_count,
           [](const auto& n) { return !n || (*n >= 1 && *n <= most_bins); });
  list.add("distances", "voxels", "Chebyshev distances of neighbours in GLCM, GLDM and NGTDM.",
           {"a list of whole numbers from 1 to 64",
            {{"type", "array"},
             {"items", {{"type", "integer"}, {"minimum", 1}, {"maximum", most_distance}}},
             {"minItems", 1}}},
           &Own::distances, [](const auto& all) {
             return !all.empty() && std::ranges::all_of(all, between(1, most_distance));
           });
  list.add_switch("force2D", "Textures look at neighbours within slices only.", &Own::force_2d);
  list.add("force2Ddimension", "", "Axis across which slices are stacked: 0 z, 1 y, 2 x.",
           whole_number(0, 2), &Own::force_2d_dimension, between(0, 2));
  list.add("voxelArrayShift", "intensity",
           "Added to intensities for Energy, TotalEnergy and RootMeanSquared.",
           {"a number", {{"type", "number"}}}, &Own::voxel_array_shift,
           [](double) { return true; });
  list.add_switch("symmetricalGLCM", "The GLCM counts each pair both ways.",
                  &Own::symmetrical_glcm);
  list.add_choice("weightingNorm",
                  "Norm of the step in mm by which directions are weighted and merged, in GLCM and "
                  "GLRLM; no_weighting merges them unweighted, null averages their features.",
                  norm_names(), &Own::weighting_norm);
  list.add("gldm_a", "levels", "Largest difference of levels that depend on each other.",
           whole_number(0, most_bins), &Own::gldm_a, between(0, most_bins));
}

void add_optional_features(List& list) {
  list.add_switch("optionalFeatures",
                  "Also the features that PyRadiomics gives only when they are named, such as "
                  "StandardDeviation. No setting of PyRadiomics.",
                  &Own::optional_features);
}

/// Settings of image types; they may also stand with an image type in `imageType`.
void add_log_and_wavelet_settings(List& list) {
  list.add(
      "sigma", "mm",
      "Widths of the image type LoG. Names of images tell 1 from 1.0. Without any there is no "
      "such image.",
      {"a list of numbers above 0",
       {{"type", {"array", "null"}}, {"items", {{"type", "number"}, {"exclusiveMinimum", 0}}}}},
      &Own::sigma, [](const auto& all) {
        return std::ranges::all_of(all, [](const auto& sigma) { return sigma.mm > 0.0; });
      });
  list.add_choice("wavelet", "Wavelet of the image type Wavelet, by PyWavelets' name.",
                  wavelet_names(), &Own::wavelet);
  list.add("start_level", "levels", "Levels of the image type Wavelet that are skipped.",
           whole_number(0, most_levels), &Own::start_level, between(0, most_levels));
  list.add("level", "levels", "Levels of the image type Wavelet that are computed.",
           whole_number(1, most_levels), &Own::level, between(1, most_levels));
  list.add_switch("gradientUseSpacing", "The image type Gradient is per mm, not per voxel.",
                  &Own::gradient_use_spacing);
}

void add_lbp_settings(List& list) {
  list.add("lbp2DRadius", "voxels", "Radius of the circle of samples of the image type LBP2D.",
           positive_number(), &Own::lbp_2d_radius, [](double x) { return x > 0.0; });
  list.add("lbp2DSamples", "", "Samples of the image type LBP2D.", whole_number(1, most_samples),
           &Own::lbp_2d_samples, between(1, most_samples));
  list.add_choice("lbp2DMethod", "Codes of the image type LBP2D, by scikit-image's name.",
                  lbp_method_names(), &Own::lbp_2d_method);
  list.add("lbp3DLevels", "", "Degrees of the spherical harmonics of the image type LBP3D.",
           whole_number(1, most_levels), &Own::lbp_3d_levels, between(1, most_levels));
  list.add("lbp3DIcosphereRadius", "voxels",
           "Radius of the sphere of samples of the image type LBP3D.", positive_number(),
           &Own::lbp_3d_icosphere_radius, [](double x) { return x > 0.0; });
  list.add("lbp3DIcosphereSubdivision", "",
           "How often the faces of an icosahedron are divided for the image type LBP3D.",
           whole_number(0, most_subdivisions), &Own::lbp_3d_icosphere_subdivision,
           between(0, most_subdivisions));
}

}  // namespace

std::vector<Field> image_type_setting_fields() {
  std::vector<Field> fields;
  List list(fields);
  add_feature_settings(list);
  add_log_and_wavelet_settings(list);
  add_lbp_settings(list);
  return fields;
}

void add_pyradiomics_fields(std::vector<Field>& fields) {
  List list(fields);
  add_mask_settings(list);
  add_image_settings(list);
  add_resegmentation_settings(list);
  for (Field& field : image_type_setting_fields()) fields.push_back(std::move(field));
  add_optional_features(list);
  fields.push_back(image_types_field());
}

}  // namespace voxtrait
