// The mean of four voxels; no ITK header is needed for that.
#include <array>
#include <cstdint>
#include <cstdio>

#include <voxtrait/pipeline/extractor.hpp>

int main() {
  voxtrait::Geometry geometry;
  geometry.size = {2, 2, 1};
  const std::array<float, 4> image{1.0F, 2.0F, 3.0F, 6.0F};
  const std::array<std::uint8_t, 4> mask{1, 1, 1, 1};

  voxtrait::Settings settings;
  settings.families = {"intensity_statistics"};
  const voxtrait::Table table = voxtrait::extract(voxtrait::view(image.data(), geometry),
                                                  voxtrait::view(mask.data(), geometry), settings);
  for (const voxtrait::Row& row : table.rows) {
    if (row.id.feature == "mean") std::printf("mean: %.3g\n", row.value.number);
  }
  return table.has_failures() ? 1 : 0;
}
