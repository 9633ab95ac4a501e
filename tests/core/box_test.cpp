#include "voxtrait/core/box.hpp"

#include <catch2/catch.hpp>

using voxtrait::Box;

TEST_CASE("a box is empty when one extent is") {
  CHECK(Box{}.empty());
  CHECK(Box{{1, 1, 1}, {4, 1, 4}}.empty());
  CHECK(Box{{3, 0, 0}, {2, 5, 5}}.empty());
  CHECK_FALSE(Box{{1, 1, 1}, {2, 2, 2}}.empty());
  CHECK(Box{{1, 2, 3}, {4, 6, 8}}.extents() == voxtrait::Index{3, 4, 5});
}

TEST_CASE("a grown box stays inside the image") {
  const Box box{{2, 0, 5}, {4, 3, 9}};
  CHECK(voxtrait::grown(box, {1, 1, 1}, {10, 10, 10}) == Box{{1, 0, 4}, {5, 4, 10}});
  CHECK(voxtrait::grown(box, {100, 100, 100}, {10, 10, 10}) == Box{{0, 0, 0}, {10, 10, 10}});
  CHECK(voxtrait::grown(box, {0, 0, 0}, {10, 10, 10}) == box);
}
