#include "voxtrait/registry/feature_id.hpp"

#include <catch2/catch.hpp>

#include "support/made_up_families.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Discretised;
using voxtrait::FeatureId;
using voxtrait::NamingScheme;
using voxtrait::Registry;
using voxtrait::test::family;
using voxtrait::test::feature;

/// Names that are beginnings of each other, as those of the built-in families are.
Registry registry() {
  Registry result;
  result.add(family("intensity", {feature("mean", "MEAN"),
                                  feature("mean_absolute_deviation", "MEAD"), feature("uncoded")}));
  result.add(family("intensity_histogram", {feature("mean", "HMEA"), feature("mode", "HMOD")},
                    {Aggregation::whole_roi}, Discretised::texture));
  result.add(family("histogram", {feature("low", "VVVV", "P111"), feature("high", "VVVV", "P222")},
                    {Aggregation::whole_roi}, Discretised::intensity_volume));
  result.add(family("glcm", {feature("contrast", "CONT"), feature("sum_average", "SUMA")},
                    {Aggregation::average_2d, Aggregation::direction_merged_25d,
                     Aggregation::merged_25d, Aggregation::merged_3d},
                    Discretised::texture));
  return result;
}

struct Case {
  FeatureId id;
  const char* native;
  const char* ibsi;
};

std::vector<Case> cases() {
  return {
      {{"original", "glcm", "contrast", "CONT", "", Aggregation::merged_3d, "fbs25"},
       "original_glcm_contrast_3d_merged_fbs25",
       "original_CONT_IAZD_fbs25"},
      {{"original", "glcm", "sum_average", "SUMA", "", Aggregation::direction_merged_25d, "none"},
       "original_glcm_sum_average_2.5d_direction_merged_none",
       "original_SUMA_JJUI_none"},
      {{"wavelet_LLH", "glcm", "contrast", "CONT", "", Aggregation::average_2d, "fbn32"},
       "wavelet_LLH_glcm_contrast_2d_average_fbn32",
       "wavelet_LLH_CONT_BTW3_fbn32"},
      {{"original", "intensity", "mean", "MEAN", "", Aggregation::whole_roi, ""},
       "original_intensity_mean",
       "original_MEAN_DHQ4"},
      {{"original", "intensity", "mean_absolute_deviation", "MEAD", "", Aggregation::whole_roi, ""},
       "original_intensity_mean_absolute_deviation",
       "original_MEAD_DHQ4"},
      {{"original", "intensity", "uncoded", "", "", Aggregation::whole_roi, ""},
       "original_intensity_uncoded",
       "original_intensity_uncoded"},
      {{"original", "intensity_histogram", "mean", "HMEA", "", Aggregation::whole_roi, "fbs2.5"},
       "original_intensity_histogram_mean_fbs2.5",
       "original_HMEA_DHQ4_fbs2.5"},
      {{"original", "histogram", "high", "VVVV", "P222", Aggregation::whole_roi, "fbn1000"},
       "original_histogram_high_fbn1000",
       "original_VVVV_P222_DHQ4_fbn1000"}};
}

}  // namespace

TEST_CASE("names are spelled as documented") {
  for (const Case& c : cases()) {
    CHECK(voxtrait::render(c.id, NamingScheme::native) == c.native);
    CHECK(voxtrait::render(c.id, NamingScheme::ibsi) == c.ibsi);
  }
}

TEST_CASE("parse undoes render in both schemes") {
  for (const Case& c : cases()) {
    CAPTURE(c.native, c.ibsi);
    const auto native = voxtrait::parse(c.native, NamingScheme::native, registry());
    REQUIRE(native.has_value());
    CHECK(*native == c.id);
    const auto ibsi = voxtrait::parse(c.ibsi, NamingScheme::ibsi, registry());
    REQUIRE(ibsi.has_value());
    CHECK(*ibsi == c.id);
  }
}

TEST_CASE("a name that is not the registry's own is not parsed") {
  for (const char* name :
       {"", "original", "original_glcm_contrast", "original_glcm_contrast_3d_merged",
        "original_glcm_contrast_3d_average_fbs25",  // an aggregation the family does not have
        "original_glcm_contrast_3d_merged_fbs25_x_y", "original_glcm_contrast_3d_merged_bins32",
        "original_glcm_unknown_3d_merged_fbs25", "original_intensity_mean_fbs25", "_intensity_mean",
        "original_intensity_meanx", "glcm_contrast_3d_merged_fbs25"}) {
    CAPTURE(name);
    CHECK_FALSE(voxtrait::parse(name, NamingScheme::native, registry()).has_value());
  }
  CHECK_FALSE(voxtrait::parse("original_CONT_ITBB_fbs25", NamingScheme::ibsi, registry()));
  CHECK_FALSE(voxtrait::parse("original_XXXX_IAZD_fbs25", NamingScheme::ibsi, registry()));
}
