#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/family_values.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/builtin.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Family;
using voxtrait::FeatureInfo;
using voxtrait::Index;
using voxtrait::Registry;
using voxtrait::Roi;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Value;
using voxtrait::Volume;
using voxtrait::test::Random;
using voxtrait::test::ValuesById;

struct Case {
  const char* name;
  Roi roi;
};

Roi roi_with(const Index& size, const std::vector<Index>& inside, double value, double step) {
  Volume<std::uint8_t> mask(size);
  Volume<double> intensity(size, value);
  double next = value;
  for (const Index& i : inside) {
    mask.at(i[0], i[1], i[2]) = 1;
    intensity.at(i[0], i[1], i[2]) = next;
    next += step;
  }
  return voxtrait::test::roi_of(intensity, mask, {1.5, 1.5, 2.0});
}

std::vector<Case> cases() {
  Random random(161);
  std::vector<Case> list{
      {"one voxel", roi_with({3, 3, 3}, {{1, 1, 1}}, 5.0, 0.0)},
      {"one voxel of intensity 0", roi_with({3, 3, 3}, {{1, 1, 1}}, 0.0, 0.0)},
      {"an image of one voxel", roi_with({1, 1, 1}, {{0, 0, 0}}, 5.0, 0.0)},
      {"two voxels in a row", roi_with({4, 3, 3}, {{1, 1, 1}, {2, 1, 1}}, 5.0, 3.0)},
      {"two voxels across slices", roi_with({3, 3, 4}, {{1, 1, 1}, {1, 1, 2}}, 5.0, 3.0)},
      {"two voxels that touch at a corner", roi_with({4, 4, 4}, {{1, 1, 1}, {2, 2, 2}}, 5.0, 3.0)},
      {"two voxels far apart", roi_with({9, 9, 9}, {{0, 0, 0}, {8, 8, 8}}, 5.0, 3.0)},
      {"two equal voxels", roi_with({4, 3, 3}, {{1, 1, 1}, {2, 1, 1}}, 5.0, 0.0)}};
  list.push_back({"flat", voxtrait::test::roi_of(Volume<double>({5, 4, 3}, -2.5))});
  list.push_back({"flat at 0", voxtrait::test::roi_of(Volume<double>({5, 4, 3}, 0.0))});
  for (const Index& size : {Index{6, 5, 1}, {6, 1, 4}, {1, 5, 4}, {7, 1, 1}}) {
    list.push_back({"thin", voxtrait::test::roi_of(voxtrait::test::volume_of<double>(
                                size, [&](auto...) { return random.real(-5.0, 5.0); }))});
  }
  return list;
}

/// All values of a family alike: what happens when the ROI does not suit it as a whole.
bool failed_as_a_whole(const ValuesById& values) {
  const Value& first = values.begin()->second;
  return !first.ok() && std::ranges::all_of(values, [&](const auto& entry) {
    return entry.second.status == first.status && entry.second.reason == first.reason;
  });
}

}  // namespace

TEST_CASE("degenerate ROIs give numbers or documented reasons in every family") {
  const Registry registry = voxtrait::ibsi_registry();
  for (const Case& c : cases()) {
    for (const Family& family : registry.families()) {
      for (const Aggregation aggregation : family.aggregations) {
        const ValuesById values = voxtrait::test::values_of(family, c.roi, Settings{}, aggregation);
        CAPTURE(c.name, family.info.id, name(aggregation));
        REQUIRE(values.size() == family.features.size());
        if (failed_as_a_whole(values)) {
          CHECK_FALSE(values.begin()->second.reason.empty());
          continue;
        }
        for (const FeatureInfo& feature : family.features) {
          const Value& value = values.at(std::string(feature.id));
          CAPTURE(feature.id, value.number, value.reason);
          if (value.ok()) {
            CHECK(std::isfinite(value.number));
          } else {
            CHECK_FALSE(value.reason.empty());
            CHECK((value.status != Status::undefined || !feature.undefined_when.empty()));
          }
        }
      }
    }
  }
}

TEST_CASE("statistics and histogram and local intensity exist for every ROI with a voxel") {
  const Registry registry = voxtrait::ibsi_registry();
  for (const Case& c : cases()) {
    for (const char* id : {"intensity_statistics", "intensity_histogram", "local_intensity"}) {
      const ValuesById values = voxtrait::test::values_of(*registry.find(id), c.roi);
      CAPTURE(c.name, id);
      CHECK_FALSE(failed_as_a_whole(values));
    }
  }
}
