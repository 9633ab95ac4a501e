#include <sys/mman.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "voxtrait/pipeline/extractor.hpp"

namespace {

using voxtrait::Geometry;
using voxtrait::Index;

/// Zeros of which only the pages that are written take memory.
class SparseVoxels {
 public:
  explicit SparseVoxels(std::size_t size)
      : size_(size),
        data_(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
    REQUIRE(data_ != MAP_FAILED);
  }
  ~SparseVoxels() { munmap(data_, size_); }
  SparseVoxels(const SparseVoxels&) = delete;
  SparseVoxels& operator=(const SparseVoxels&) = delete;

  [[nodiscard]] std::uint8_t* begin() const { return static_cast<std::uint8_t*>(data_); }

 private:
  std::size_t size_;
  void* data_;
};

Geometry geometry_of(std::int64_t size) {
  Geometry geometry;
  geometry.size = {size, size, size};
  geometry.spacing = {1.0, 1.0, 2.0};
  return geometry;
}

/// Writes a textured block whose first voxel is `low` and a mask of an octahedron inside it.
void write_block(std::uint8_t* image, std::uint8_t* mask, std::int64_t size, const Index& low) {
  constexpr std::int64_t n = 14;
  for (std::int64_t z = 0; z < n; ++z) {
    for (std::int64_t y = 0; y < n; ++y) {
      for (std::int64_t x = 0; x < n; ++x) {
        const std::int64_t at = ((low[2] + z) * size + low[1] + y) * size + low[0] + x;
        image[at] = static_cast<std::uint8_t>((x * 7 + y * 13 + z * 29 + x * y * z) % 97 + 1);
        const std::int64_t distance = std::abs(x - 7) + std::abs(y - 7) + std::abs(z - 7);
        mask[at] = static_cast<std::uint8_t>(distance <= 6 ? 1 : 0);
      }
    }
  }
}

std::vector<voxtrait::Row> features(std::int64_t size, const Index& low) {
  const auto voxels = static_cast<std::size_t>(size * size * size);
  const SparseVoxels image(voxels);
  const SparseVoxels mask(voxels);
  write_block(image.begin(), mask.begin(), size, low);
  const Geometry geometry = geometry_of(size);
  return voxtrait::extract(voxtrait::view(image.begin(), geometry),
                           voxtrait::view(mask.begin(), geometry))
      .rows;
}

}  // namespace

TEST_CASE("a ROI beyond voxel 2^31 has the features of the same ROI in a small image", "[slow]") {
  constexpr std::int64_t large = 1300;
  static_assert(large * large * large > (std::int64_t{1} << 31));
  const auto expected = features(40, {13, 13, 13});
  const auto found = features(large, {1270, 1275, 1280});
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO(found[i].id.family << "." << found[i].id.feature);
    CHECK(found[i].value.status == expected[i].value.status);
    CHECK(found[i].value.number == expected[i].value.number);
  }
}
