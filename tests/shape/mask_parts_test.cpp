#include "shape/mask_parts.hpp"

#include <catch2/catch.hpp>

#include "support/masks.hpp"
#include "voxtrait/core/mask.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Index;
using voxtrait::MaskPart;
using voxtrait::Roi;

/// A ROI of filled boxes.
Roi boxes_in(const Index& size, const std::vector<Box>& boxes) {
  Roi roi;
  roi.intensity_mask = voxtrait::test::volume_of<std::uint8_t>(size, [&](auto x, auto y, auto z) {
    return std::ranges::any_of(boxes, [&](const Box& b) {
      return x >= b.begin[0] && x < b.end[0] && y >= b.begin[1] && y < b.end[1] &&
             z >= b.begin[2] && z < b.end[2];
    });
  });
  return roi;
}

std::vector<MaskPart> parts_in(const Roi& roi) {
  return voxtrait::parts_of(roi, voxtrait::bounding_box(roi.intensity_mask));
}

bool is_part(const std::vector<MaskPart>& parts, const Box& box) {
  return std::ranges::any_of(parts, [&](const MaskPart& p) { return p.box == box; });
}

}  // namespace

TEST_CASE("boxes that lie far apart are parts of their own, whichever axis parts them") {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Index size{40, 40, 40};
    size[axis] = 450;
    Box near{{1, 2, 3}, {37, 38, 39}};
    Box far = near;
    far.begin[axis] += 400;
    far.end[axis] += 400;
    const std::vector<MaskPart> parts = parts_in(boxes_in(size, {near, far}));
    CAPTURE(axis);
    REQUIRE(parts.size() == 2);
    for (const Box& box : {near, far}) CHECK(is_part(parts, box));
    for (const MaskPart& part : parts) CHECK(part.voxels == 36.0 * 36.0 * 36.0);
  }
}

TEST_CASE("several boxes are parted one after the other") {
  std::vector<Box> boxes;
  for (const Index& at : {Index{0, 0, 0}, {400, 3, 2}, {800, 1, 4}}) {
    boxes.push_back({at, {at[0] + 40, at[1] + 36, at[2] + 38}});
  }
  const std::vector<MaskPart> parts = parts_in(boxes_in({840, 40, 42}, boxes));
  CHECK(parts.size() == boxes.size());
  for (const Box& box : boxes) CHECK(is_part(parts, box));
}

TEST_CASE("what lies near together stays one part") {
  const std::vector<Box> boxes{{{0, 0, 0}, {20, 20, 20}}, {{0, 0, 21}, {20, 20, 41}}};
  const std::vector<MaskPart> parts = parts_in(boxes_in({20, 20, 41}, boxes));
  REQUIRE(parts.size() == 1);
  CHECK(parts.front().box == Box{{0, 0, 0}, {20, 20, 41}});
  CHECK(parts.front().voxels == 2.0 * 20.0 * 20.0 * 20.0);
}
