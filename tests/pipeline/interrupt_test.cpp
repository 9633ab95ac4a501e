#include <catch2/catch.hpp>

#include <stop_token>
#include <utility>
#include <vector>

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/inspect.hpp"

using namespace voxtrait;

namespace {

struct Case {
  Geometry geometry;
  std::vector<float> image;
  std::vector<std::uint8_t> mask;
  [[nodiscard]] ImageView image_view() const { return view(image.data(), geometry); }
  [[nodiscard]] ImageView mask_view() const { return view(mask.data(), geometry); }
};

Case case_with_two_labels() {
  Case c;
  c.geometry.size = {8, 7, 6};
  for (int i = 0; i < 8 * 7 * 6; ++i) {
    c.image.push_back(static_cast<float>(i * 37 % 101));
    c.mask.push_back(static_cast<std::uint8_t>(1 + i % 2));
  }
  return c;
}

}  // namespace

TEST_CASE("an extraction that is asked to stop gives no table") {
  const Case c = case_with_two_labels();
  const Extractor extractor;
  std::stop_source stop;
  Request request;
  request.threads = GENERATE(1, 2);
  request.stop = stop.get_token();
  request.labels = {1};
  CHECK_FALSE(extractor.extract(c.image_view(), c.mask_view(), request).rows.empty());
  stop.request_stop();
  CHECK_THROWS_AS(extractor.extract(c.image_view(), c.mask_view(), request), Interrupted);
  CHECK_THROWS_AS(inspect(extractor, c.image_view(), c.mask_view(), request), Interrupted);
}

TEST_CASE("a stop between two stages is no failure of a label") {
  const Case c = case_with_two_labels();
  const Stage last = GENERATE(Stage::initial, Stage::interpolated, Stage::resegmented);
  std::stop_source stop;
  Request request;
  request.threads = 1;
  request.stop = stop.get_token();
  request.observe = [&](Stage stage, const Roi&) {
    REQUIRE(stage <= last);
    if (stage == last) stop.request_stop();
  };
  CHECK_THROWS_AS(Extractor().extract(c.image_view(), c.mask_view(), request), Interrupted);
}

TEST_CASE("an observer sees every label after every stage") {
  const Case c = case_with_two_labels();
  std::vector<std::pair<std::int64_t, Stage>> seen;
  Request request;
  request.threads = 1;
  request.observe = [&](Stage stage, const Roi& roi) { seen.emplace_back(roi.label, stage); };
  static_cast<void>(Extractor().extract(c.image_view(), c.mask_view(), request));
  std::vector<std::pair<std::int64_t, Stage>> expected;
  for (const std::int64_t label : {1, 2}) {
    for (const Stage stage : {Stage::initial, Stage::interpolated, Stage::resegmented}) {
      expected.emplace_back(label, stage);
    }
  }
  CHECK(seen == expected);
}
