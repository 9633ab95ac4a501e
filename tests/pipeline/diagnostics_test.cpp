#include <catch2/catch.hpp>
#include <set>

#include "support/phantom.hpp"
#include "support/reference_csv.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace {

using voxtrait::Row;
using voxtrait::Settings;
using voxtrait::Table;

Table diagnosed(const voxtrait::test::Phantom& p, const Settings& settings) {
  voxtrait::Request request;
  request.diagnostics = true;
  return voxtrait::extract(p.image, p.mask, settings, request);
}

voxtrait::test::Phantom phantom() {
  voxtrait::test::Phantom p;
  p.image = voxtrait::test::stored_image<std::int16_t>(
      voxtrait::test::geometry_of({6, 5, 4}, {1.0, 1.0, 2.0}),
      [](auto x, auto y, auto z) { return x + 10 * y + 100 * z; });
  p.mask = voxtrait::test::stored_image<std::uint8_t>(p.image.geometry, [](auto x, auto y, auto z) {
    return x >= 1 && x < 4 && y >= 1 && y < 3 && z >= 2 ? 1 : 0;
  });
  return p;
}

double number(const Table& table, const char* family, const char* tag) {
  CAPTURE(family, tag);
  const auto& value = voxtrait::test::value_of(table, 1, family, tag);
  REQUIRE(value.ok());
  return value.number;
}

}  // namespace

TEST_CASE("diagnostics have the families and tags of IBSI's table both ways") {
  std::set<std::pair<std::string, std::string>> in_table;
  for (const auto& row : voxtrait::test::reference_rows()) {
    if (row.at("family").starts_with("diagnostics_")) {
      in_table.insert({row.at("family"), row.at("tag")});
    }
  }
  std::set<std::pair<std::string, std::string>> computed;
  for (const Row& row : diagnosed(phantom(), {}).rows) {
    if (row.id.family.starts_with("diagnostics_")) {
      computed.insert({row.id.family, row.id.feature});
    }
  }
  CHECK(in_table.size() == 60);
  CHECK(computed == in_table);
}

TEST_CASE("diagnostics of image and ROI equal values counted by hand") {
  Settings settings;
  settings.resegmentation.range = voxtrait::Range{{}, 311.0};
  const Table t = diagnosed(phantom(), settings);
  const char* image = "diagnostics_initial_image";
  CHECK(number(t, image, "img_dim_x_init_img") == 6);
  CHECK(number(t, image, "img_dim_z_init_img") == 4);
  CHECK(number(t, image, "vox_dim_z_init_img") == 2.0);
  CHECK(number(t, image, "mean_int_init_img") == Approx(2.5 + 20.0 + 150.0));
  CHECK(number(t, image, "min_int_init_img") == 0);
  CHECK(number(t, image, "max_int_init_img") == 345);
  const char* roi = "diagnostics_initial_roi";
  CHECK(number(t, roi, "int_mask_dim_x_init_roi") == 6);
  CHECK(number(t, roi, "int_mask_bb_dim_x_init_roi") == 3);
  CHECK(number(t, roi, "int_mask_bb_dim_y_init_roi") == 2);
  CHECK(number(t, roi, "morph_mask_bb_dim_z_init_roi") == 2);
  CHECK(number(t, roi, "int_mask_vox_count_init_roi") == 12);
  CHECK(number(t, roi, "int_mask_mean_int_init_roi") == Approx(2.0 + 15.0 + 250.0));
  CHECK(number(t, roi, "int_mask_min_int_init_roi") == 211);
  CHECK(number(t, roi, "int_mask_max_int_init_roi") == 323);
  const char* resegmented = "diagnostics_resegmented_roi";
  CHECK(number(t, resegmented, "int_mask_vox_count_reseg_roi") == 7);  // 211 ... 223 and 311
  CHECK(number(t, resegmented, "morph_mask_vox_count_reseg_roi") == 12);
  CHECK(number(t, resegmented, "int_mask_max_int_reseg_roi") == 311);
}

TEST_CASE("diagnostics after interpolation are those of the new grid") {
  Settings settings;
  settings.interpolation.method = voxtrait::Interpolator::linear;
  settings.interpolation.spacing = {2.0, 2.0, 1.0};
  const Table t = diagnosed(phantom(), settings);
  const char* image = "diagnostics_interpolated_image";
  CHECK(number(t, image, "img_dim_x_interp_img") == 3);
  CHECK(number(t, image, "img_dim_y_interp_img") == 3);
  CHECK(number(t, image, "img_dim_z_interp_img") == 8);
  CHECK(number(t, image, "vox_dim_x_interp_img") == 2.0);
  CHECK(number(t, image, "vox_dim_z_interp_img") == 1.0);
  CHECK(number(t, "diagnostics_interpolated_roi", "int_mask_dim_z_interp_roi") == 8);
}

TEST_CASE("without diagnostics there are no such rows") {
  const auto p = phantom();
  for (const Row& row : voxtrait::extract(p.image, p.mask).rows) {
    REQUIRE_FALSE(row.id.family.starts_with("diagnostics"));
  }
}
