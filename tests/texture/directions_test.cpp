#include "voxtrait/texture/directions.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

using voxtrait::Direction;
using voxtrait::DistanceNorm;

TEST_CASE("the directions are one of each pair of opposite neighbours, in-plane ones first") {
  std::set<Direction> seen;
  for (std::size_t i = 0; i < voxtrait::directions_3d.size(); ++i) {
    const Direction& d = voxtrait::directions_3d[i];
    const Direction opposite{-d[0], -d[1], -d[2]};
    CHECK(d != Direction{0, 0, 0});
    for (const std::int64_t component : d) CHECK(std::abs(component) <= 1);
    CHECK(seen.insert(d).second);
    CHECK(seen.insert(opposite).second);
    CHECK((d[2] == 0) == (i < voxtrait::in_plane_directions));
  }
  CHECK(seen.size() == 26);
}

TEST_CASE("a direction weighs the inverse of its length in a norm") {
  struct Case {
    Direction direction;
    double manhattan;
    double euclidean;
    double chebyshev;
  };
  for (const Case& c :
       {Case{{1, 0, 0}, 1.0, 1.0, 1.0}, Case{{-1, 1, 0}, 1.0 / 2.0, 1.0 / std::sqrt(2.0), 1.0},
        Case{{1, -1, -1}, 1.0 / 3.0, 1.0 / std::sqrt(3.0), 1.0}, Case{{0, 0, 2}, 0.5, 0.5, 0.5}}) {
    CAPTURE(c.direction);
    CHECK(voxtrait::distance_weight(c.direction, DistanceNorm::none) == 1.0);
    CHECK(voxtrait::distance_weight(c.direction, DistanceNorm::manhattan) == c.manhattan);
    CHECK(voxtrait::distance_weight(c.direction, DistanceNorm::euclidean) ==
          Approx(c.euclidean).epsilon(1e-15));
    CHECK(voxtrait::distance_weight(c.direction, DistanceNorm::chebyshev) == c.chebyshev);
  }
}
