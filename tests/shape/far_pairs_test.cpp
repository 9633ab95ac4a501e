#include "shape/far_pairs.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/masks.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Charge;
using voxtrait::Index;
using voxtrait::Nodes;
using voxtrait::PairSums;
using voxtrait::Parallel;
using voxtrait::Roi;
using voxtrait::Vector;
using voxtrait::test::Random;

Roi random_roi(const Index& size, const Vector& spacing, std::uint64_t seed) {
  Random random(seed);
  auto intensity =
      voxtrait::test::volume_of<double>(size, [&](auto...) { return random.real(-50.0, 90.0); });
  return voxtrait::test::roi_of(std::move(intensity),
                                voxtrait::test::random_mask(size, 0.8, random), spacing);
}

double count_in(const Roi& roi, const Box& box) {
  return static_cast<double>(voxtrait::voxel_charges(roi, box, 0.0, box.begin).size());
}

PairSums between(const Roi& roi, const Box& a, const Box& b, bool all_voxels, int threads = 1) {
  const auto charges = [&](const Box& box, const Box& other) {
    const Nodes nodes =
        all_voxels ? Nodes{1000, 1000, 1000} : voxtrait::nodes_for(box, other, roi.spacing);
    return voxtrait::charges_of(roi, box, 10.0, count_in(roi, box), nodes, {0, 0, 0},
                                Parallel(threads));
  };
  return voxtrait::sums_between(charges(a, b), charges(b, a), Parallel(threads));
}

void require_close(const PairSums& found, const PairSums& truth) {
  CHECK(found.weights == Approx(truth.weights).epsilon(1e-12));
  CHECK(found.squares == Approx(truth.squares).epsilon(1e-12));
  // Products cancel: they are as exact as squares, which do not.
  CHECK(found.products == Approx(truth.products).epsilon(1e-12).margin(1e-12 * truth.squares));
}

}  // namespace

TEST_CASE("interpolated sums between boxes equal those over all pairs of their voxels") {
  struct Case {
    Index size;
    Box a;
    Box b;
  };
  const std::vector<Case> cases{
      {{90, 14, 13}, {{0, 0, 0}, {14, 14, 13}}, {{70, 0, 0}, {90, 14, 13}}},
      {{14, 100, 13}, {{0, 0, 0}, {14, 30, 13}}, {{0, 80, 0}, {14, 100, 13}}},
      {{20, 20, 80}, {{0, 0, 0}, {12, 20, 20}}, {{8, 0, 62}, {20, 20, 80}}},
      {{60, 60, 60}, {{0, 0, 0}, {18, 20, 16}}, {{44, 40, 43}, {60, 60, 60}}},
      {{50, 50, 1}, {{0, 0, 0}, {16, 20, 1}}, {{34, 30, 0}, {50, 50, 1}}},
      {{40, 12, 12}, {{0, 0, 0}, {12, 12, 12}}, {{20, 0, 0}, {40, 12, 12}}}};
  for (const Case& c : cases) {
    for (const Vector& spacing : {Vector{1, 1, 1}, {0.7, 0.9, 3.0}, {2.5, 0.5, 0.6}}) {
      const Roi roi = random_roi(c.size, spacing, 77);
      CAPTURE(c.a.end, c.b.begin, spacing);
      require_close(between(roi, c.a, c.b, false), between(roi, c.a, c.b, true));
    }
  }
}

TEST_CASE("the farther boxes lie apart, the fewer nodes they need") {
  const Box box{{0, 0, 0}, {50, 50, 50}};
  std::size_t before = 51;
  for (const std::int64_t apart : {0, 20, 100, 500, 5000}) {
    const Box other{{50 + apart, 0, 0}, {100 + apart, 50, 50}};
    const Nodes nodes = voxtrait::nodes_for(box, other, {1, 1, 1});
    CAPTURE(apart);
    CHECK(nodes[0] < before);
    CHECK(nodes[1] <= 50);
    before = nodes[0];
  }
}

TEST_CASE("an axis of one voxel has one node, and none has more nodes than voxels") {
  const Nodes nodes =
      voxtrait::nodes_for({{0, 0, 0}, {1, 2, 5}}, {{3, 0, 0}, {9, 2, 5}}, {1, 1, 1});
  CHECK(nodes[0] == 1);
  CHECK(nodes[1] <= 2);
  CHECK(nodes[2] <= 5);
}

TEST_CASE("sums between boxes have the same bits for any number of threads") {
  const Roi roi = random_roi({60, 60, 60}, {0.8, 0.9, 1.4}, 78);
  const Box a{{0, 0, 0}, {18, 20, 16}};
  const Box b{{44, 40, 43}, {60, 60, 60}};
  const PairSums one = between(roi, a, b, false, 1);
  for (const int threads : {2, 3, 8}) {
    const PairSums some = between(roi, a, b, false, threads);
    CHECK(some.weights == one.weights);
    CHECK(some.squares == one.squares);
    CHECK(some.products == one.products);
  }
}
