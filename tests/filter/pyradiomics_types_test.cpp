#include <catch2/catch.hpp>
#include <cmath>

#include "support/random.hpp"
#include "voxtrait/filter/pyradiomics.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Index;
using voxtrait::Outcome;
using voxtrait::Parallel;
using voxtrait::PixelType;
using voxtrait::PyradiomicsSettings;
using voxtrait::PyradiomicsSource;
using voxtrait::Volume;
using voxtrait::test::Random;

using Images = std::vector<std::pair<std::string, Volume<double>>>;

Volume<double> cut(const Volume<double>& volume, const Box& box) {
  Volume<double> part(box.extents());
  for (std::int64_t z = 0; z < box.extent(2); ++z) {
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      for (std::int64_t x = 0; x < box.extent(0); ++x) {
        part.at(x, y, z) = volume.at(box.begin[0] + x, box.begin[1] + y, box.begin[2] + z);
      }
    }
  }
  return part;
}

PyradiomicsSource source_of(const Volume<double>& volume, PixelType type) {
  return {{{}, volume.size()}, {0.8, 1.0, 2.5}, type, [&volume](const Box& box) {
            return cut(volume, box);
          }};
}

Images images_of(std::string_view type, const Volume<double>& volume, const Box& box,
                 const PyradiomicsSettings& settings, PixelType held = PixelType::int16) {
  const PyradiomicsSource source = source_of(volume, held);
  const Parallel parallel(2);
  const Volume<std::uint8_t> mask(box.extents(), std::uint8_t{1});
  Images images;
  voxtrait::find_pyradiomics_image_type(type)->compute(
      {source, box, mask, settings, parallel}, [&](const std::string& name, auto image) {
        REQUIRE(image.ok());
        images.emplace_back(name, std::move(image.value().values));
      });
  return images;
}

PyradiomicsSettings all_settings() {
  PyradiomicsSettings settings;
  settings.sigma = {{1.0, false}, {2.0, true}};
  settings.wavelet = "db2";
  settings.level = 2;
  settings.start_level = 1;
  settings.lbp_2d_radius = 1.5;
  return settings;
}

Volume<double> noise(const Index& size) {
  Random random(11);
  Volume<double> volume(size);
  for (double& v : volume.values()) v = static_cast<double>(random.integer(-500, 1500));
  return volume;
}

}  // namespace

TEST_CASE("each image type gives the images that it names, in their order") {
  const Volume<double> volume = noise({9, 8, 7});
  for (const auto& type : voxtrait::pyradiomics_image_types()) {
    CAPTURE(type.id);
    std::vector<std::string> names;
    for (const auto& [name, values] :
         images_of(type.id, volume, {{}, volume.size()}, all_settings())) {
      names.push_back(name);
    }
    CHECK(names == type.images(all_settings()));
  }
}

TEST_CASE(
    "a part of an image type's image has the bits of the whole, and needs no more than said") {
  const Volume<double> volume = noise({60, 7, 33});
  const Box whole{{}, volume.size()};
  for (const PixelType held : {PixelType::int16, PixelType::float32}) {
    for (const Box& box : {Box{{20, 1, 10}, {31, 4, 12}}, Box{{0, 0, 31}, {2, 7, 33}},
                           Box{{59, 3, 0}, {60, 7, 5}}}) {
      for (const auto& type : voxtrait::pyradiomics_image_types()) {
        const Images all = images_of(type.id, volume, whole, all_settings(), held);
        const Images part = images_of(type.id, volume, box, all_settings(), held);
        for (std::size_t i = 0; i < all.size(); ++i) {
          CAPTURE(all[i].first, box.begin, static_cast<int>(held));
          CHECK(std::ranges::equal(cut(all[i].second, box).values(), part[i].second.values()));
        }
        const Box needs = type.needs(all_settings(), box, volume.size(), {0.8, 1.0, 2.5});
        for (std::size_t a = 0; a < 3; ++a) {
          CHECK(needs.begin[a] <= box.begin[a]);
          CHECK(needs.end[a] >= box.end[a]);
        }
      }
    }
  }
}

TEST_CASE("the gradient of a ramp is its slope per mm, halved at the edge") {
  Volume<double> ramp({8, 5, 4});
  for (std::int64_t z = 0; z < 4; ++z) {
    for (std::int64_t y = 0; y < 5; ++y) {
      for (std::int64_t x = 0; x < 8; ++x) ramp.at(x, y, z) = static_cast<double>(4 * x);
    }
  }
  PyradiomicsSettings settings;
  const Volume<double> per_mm = images_of("Gradient", ramp, {{}, {8, 5, 4}}, settings)[0].second;
  CHECK(per_mm.at(3, 2, 2) == Approx(4.0 / 0.8));
  CHECK(per_mm.at(0, 2, 2) == Approx(2.0 / 0.8));
  settings.gradient_use_spacing = false;
  CHECK(images_of("Gradient", ramp, {{}, {8, 5, 4}}, settings)[0].second.at(3, 2, 2) == 4.0);
}

TEST_CASE("a level of the Haar wavelet is the sum or difference of neighbours round the end") {
  const Volume<double> volume = noise({4, 1, 1});
  PyradiomicsSettings settings;
  settings.wavelet = "haar";
  const Images images = images_of("Wavelet", volume, {{}, volume.size()}, settings);
  REQUIRE(images.size() == 8);
  CHECK(images.back().first == "wavelet-LLL");
  CHECK(images[3].first == "wavelet-HLL");
  for (std::int64_t x = 0; x < 4; ++x) {
    const double here = volume.at(x, 0, 0);
    const double next = volume.at((x + 1) % 4, 0, 0);
    CHECK(images.back().second.at(x, 0, 0) == Approx((here + next) * std::sqrt(2.0)));
    CHECK(std::abs(images[3].second.at(x, 0, 0)) == Approx(std::abs(here - next) * std::sqrt(2.0)));
  }
}

TEST_CASE("pointwise types keep the largest magnitude and its sign") {
  const Volume<double> volume = noise({6, 6, 6});
  const Box box{{}, volume.size()};
  double most = 0.0;
  for (const double v : volume.values()) most = std::max(most, std::abs(v));
  for (const auto* type : {"Square", "SquareRoot", "Logarithm", "Exponential"}) {
    const Volume<double> image = images_of(type, volume, box, {})[0].second;
    for (std::size_t i = 0; i < image.values().size(); ++i) {
      if (volume.values()[i] == most) CHECK(image.values()[i] == Approx(most).epsilon(1e-12));
    }
  }
}

TEST_CASE("local binary patterns of a peak and of a pit") {
  Volume<double> volume({5, 5, 3}, 10.0);
  volume.at(2, 2, 1) = 90.0;
  PyradiomicsSettings settings;
  const Box centre{{2, 2, 1}, {3, 3, 2}};
  CHECK(images_of("LBP2D", volume, centre, settings)[0].second.at(0, 0, 0) == 0.0);
  volume.at(2, 2, 1) = -90.0;
  CHECK(images_of("LBP2D", volume, centre, settings)[0].second.at(0, 0, 0) == 8.0);
  settings.lbp_2d_method = voxtrait::LbpMethod::plain;
  CHECK(images_of("LBP2D", volume, centre, settings)[0].second.at(0, 0, 0) == 255.0);
  const auto held = images_of("LBP2D", volume, centre, settings, PixelType::int8);
  CHECK(held[0].second.at(0, 0, 0) == -1.0);  // the highest bit is lost
}

TEST_CASE("LoG tells why an image is too small for it") {
  PyradiomicsSettings settings;
  settings.sigma = {{1.0, false}, {30.0, false}};
  const Parallel parallel(1);
  for (const Index& size : {Index{20, 20, 3}, Index{20, 20, 10}}) {
    const Volume<double> volume = noise(size);
    const PyradiomicsSource source = source_of(volume, PixelType::int16);
    const Volume<std::uint8_t> mask(size, std::uint8_t{1});
    std::vector<bool> made;
    voxtrait::find_pyradiomics_image_type("LoG")->compute(
        {source, source.box, mask, settings, parallel},
        [&](const std::string&, const auto& image) { made.push_back(image.ok()); });
    CHECK(made == std::vector<bool>{size[2] > 3, false});
  }
}
