#include "voxtrait/core/block.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <fstream>
#include <limits>
#include <numeric>

#include "voxtrait/core/volume.hpp"

namespace {

using voxtrait::Block;
using voxtrait::Volume;

/// Bytes of the process that are in memory; 0 where the system does not tell.
std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

template <class T>
std::size_t nonzero_bytes(const Block<T>& block) {
  // Everything that may be read, slack included.
  const auto* bytes = reinterpret_cast<const unsigned char*>(block.values().data());
  const std::size_t size = block.values().size_bytes();
  std::size_t nonzero = 0;
  for (const auto* at = bytes - Block<T>::slack; at < bytes + size + Block<T>::slack; ++at) {
    nonzero += *at != 0 ? 1 : 0;
  }
  return nonzero;
}

}  // namespace

TEST_CASE("a block is zeros, and so is the slack on both sides") {
  for (const std::size_t size : {1U, 2U, 63U, 64U, 1000U, 100000U}) {
    CHECK(nonzero_bytes(Block<std::uint8_t>(size)) == 0);
    CHECK(nonzero_bytes(Block<std::uint16_t>(size)) == 0);
    CHECK(nonzero_bytes(Block<double>(size)) == 0);
    CHECK(Block<double>(size).values().size() == size);
  }
}

TEST_CASE("values are aligned for their type and for vectors of 16 bytes") {
  CHECK(reinterpret_cast<std::uintptr_t>(Block<double>(3).values().data()) % 16 == 0);
  CHECK(reinterpret_cast<std::uintptr_t>(Block<std::uint8_t>(3).values().data()) % 16 == 0);
}

TEST_CASE("an empty block has no values") {
  CHECK(Block<double>().values().empty());
  CHECK(Block<double>(0).values().empty());
  const Block<double> copy{Block<double>(0)};
  CHECK(copy.values().empty());
}

TEST_CASE("copies are equal and apart") {
  Block<int> block(100);
  std::iota(block.values().begin(), block.values().end(), 1);
  Block<int> copy(block);
  Block<int> assigned(7);
  assigned = copy;
  CHECK(std::ranges::equal(copy.values(), block.values()));
  CHECK(std::ranges::equal(assigned.values(), block.values()));
  copy.values()[3] = -1;
  CHECK(block.values()[3] == 4);
  CHECK(assigned.values()[3] == 4);
}

TEST_CASE("a moved block leaves an empty one behind") {
  Block<int> block(10);
  block.values()[9] = 5;
  const int* const data = block.values().data();
  Block<int> moved(std::move(block));
  CHECK(moved.values().data() == data);
  CHECK(moved.values()[9] == 5);
  CHECK(block.values().empty());  // NOLINT: that is the point
  block = std::move(moved);
  CHECK(block.values().data() == data);
}

TEST_CASE("sizes beyond all memory throw instead of wrapping around") {
  constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
  for (const std::size_t size :
       {most, most / 8, most / 8 + 1, most / 8 - 16, most / 2, most / 16}) {
    CAPTURE(size);
    CHECK_THROWS_AS(Block<double>(size), std::bad_alloc);
  }
  CHECK_THROWS_AS(Block<std::uint8_t>(most), std::bad_alloc);
  CHECK_THROWS_AS(Block<std::uint8_t>(most - 255), std::bad_alloc);
}

TEST_CASE("memory that nobody touches takes none") {
  const std::size_t before = resident_bytes();
  if (before == 0) return;
  constexpr std::size_t size = std::size_t{1} << 28U;
  Volume<std::uint8_t> volume({1 << 10, 1 << 10, 1 << 8});
  REQUIRE(volume.values().size() == size);
  volume.at(500, 500, 100) = 1;
  CHECK(resident_bytes() < before + size / 16);
}
