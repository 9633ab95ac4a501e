#include "voxtrait/core/intensity_block.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "support/stored_image.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::Geometry;
using voxtrait::Index;
using voxtrait::IntensityBlock;
using voxtrait::RowBuffer;
using voxtrait::Span;
using voxtrait::Volume;

std::vector<double> row(const IntensityBlock& block, std::int64_t y, std::int64_t z,
                        const Span& span) {
  RowBuffer buffer;
  const auto found = block.row(y, z, span, buffer);
  return {found.begin(), found.end()};
}

Geometry grid(const Index& size) {
  Geometry geometry;
  geometry.size = size;
  return geometry;
}

}  // namespace

TEST_CASE("a block of stored voxels reads along any axis, forwards and backwards") {
  const auto image = voxtrait::test::stored_image<std::int16_t>(
      grid({5, 4, 3}), [](auto x, auto y, auto z) { return x + 10 * y + 100 * z; });
  // Voxels (1..3, 1..2, 1..2) with x stored forwards, then with z in its place, backwards.
  const IntensityBlock forwards({image, 1 + 5 + 20, {1, 5, 20}}, {3, 2, 2}, {});
  CHECK(row(forwards, 1, 1, {0, 3}) == std::vector<double>{221, 222, 223});
  CHECK(row(forwards, 0, 1, {1, 2}) == std::vector<double>{212});
  const IntensityBlock turned({image, 1 + 5 + 40, {-20, 5, 1}}, {2, 2, 3}, {});
  CHECK(row(turned, 1, 2, {0, 2}) == std::vector<double>{223, 123});
  CHECK(turned.at(1, 0, 1) == 112.0);
  CHECK(turned.own().values().empty());
  Volume<double> copy;
  CHECK(forwards.numbers(copy).at(2, 0, 1) == 213.0);
}

TEST_CASE("outside the rows that it is given a block of stored voxels reads 0") {
  const auto image = voxtrait::test::stored_image<float>(
      grid({6, 2, 1}), [](auto x, auto y, auto) { return float(x + 10 * y + 1); });
  const IntensityBlock block({image, 0, {1, 6, 12}}, {6, 2, 1}, {{2, 4}, {0, 0}});
  CHECK(row(block, 0, 0, {0, 6}) == std::vector<double>{0, 0, 3, 4, 0, 0});
  CHECK(row(block, 0, 0, {3, 6}) == std::vector<double>{4, 0, 0});
  CHECK(row(block, 0, 0, {4, 6}) == std::vector<double>{0, 0});
  CHECK(row(block, 0, 0, {0, 2}) == std::vector<double>{0, 0});
  CHECK(row(block, 1, 0, {1, 5}) == std::vector<double>{0, 0, 0, 0});
  CHECK(block.at(1, 0, 0) == 0.0);
  CHECK(block.at(2, 0, 0) == 3.0);
  CHECK(block.at(2, 1, 0) == 0.0);
  Volume<double> copy;
  CHECK(block.numbers(copy).at(3, 0, 0) == 4.0);
  CHECK(copy.at(4, 0, 0) == 0.0);
}

TEST_CASE("a block says whether what it reads is finite") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto image = voxtrait::test::stored_image<double>(
      grid({4, 1, 1}), [nan](auto x, auto, auto) { return x == 3 ? nan : 1.0; });
  CHECK_FALSE(IntensityBlock({image, 0, {1, 4, 4}}, {4, 1, 1}, {}).all_finite());
  CHECK(IntensityBlock({image, 0, {1, 4, 4}}, {4, 1, 1}, {{0, 3}}).all_finite());
  CHECK_FALSE(IntensityBlock(Volume<double>({1, 1, 1}, nan)).all_finite());
}

TEST_CASE("a block of numbers hands out its own") {
  const IntensityBlock block(voxtrait::test::row_of<double>({1, 2, 3}));
  RowBuffer buffer;
  CHECK(block.row(0, 0, {1, 3}, buffer).data() == &block.own().at(1, 0, 0));
  CHECK(buffer.values().empty());
  CHECK(block.at(2, 0, 0) == 3.0);
}
