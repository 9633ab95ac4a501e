#pragma once

#include <vector>

namespace voxtrait::test {

/// Values that a setting takes and does not take, as JSON texts.
struct SettingValues {
  const char* pointer;
  std::vector<const char*> good;
  std::vector<const char*> bad;
  std::vector<const char*> bad_beyond_schema = {};  ///< what a schema cannot say
};

inline const std::vector<SettingValues>& setting_values() {
  static const std::vector<const char*> no_norm{R"("l1")", "1", "null"};
  static const std::vector<SettingValues> list{
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
       {"[]"}},
      {"/exclude",
       {"[]", R"(["morans_i_index"])", R"(["NPT7", "glcm.joint_entropy"])"},
       {R"("NPT7")", "[3]", "null", R"(["NPT7", "NPT7"])"},
       {R"(["moran"])"}}};
  return list;
}

}  // namespace voxtrait::test
