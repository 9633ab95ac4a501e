#include "voxtrait/registry/aggregation.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string_view>

TEST_CASE("each aggregation has its own IBSI code") {
  std::set<std::string_view> codes;
  for (std::size_t i = 0; i < voxtrait::aggregation_infos.size(); ++i) {
    const voxtrait::AggregationInfo& info = voxtrait::aggregation_infos[i];
    CHECK(static_cast<std::size_t>(info.aggregation) == i);  // `info` looks up by position
    CHECK(info.code.size() == 4);
    codes.insert(info.code);
  }
  CHECK(codes.size() == voxtrait::aggregation_infos.size());
}

TEST_CASE("aggregations carry the codes of the IBSI manual") {
  using voxtrait::Aggregation;
  CHECK(voxtrait::info(Aggregation::average_2d).code == "BTW3");
  CHECK(voxtrait::info(Aggregation::slice_merged_2d).code == "SUJT");
  CHECK(voxtrait::info(Aggregation::direction_merged_25d).code == "JJUI");
  CHECK(voxtrait::info(Aggregation::merged_25d).code == "ZW7Z");
  CHECK(voxtrait::info(Aggregation::average_3d).code == "ITBB");
  CHECK(voxtrait::info(Aggregation::merged_3d).code == "IAZD");
  CHECK(voxtrait::info(Aggregation::slices_2d).code == "8QNN");
  CHECK(voxtrait::info(Aggregation::slices_25d).code == "62GR");
  CHECK(voxtrait::info(Aggregation::volume_3d).code == "KOBO");
  CHECK(voxtrait::info(Aggregation::whole_roi).code == "DHQ4");
}
