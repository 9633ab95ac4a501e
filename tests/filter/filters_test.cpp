#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "support/filters.hpp"
#include "voxtrait/core/simd.hpp"

namespace {

using voxtrait::Box;
using voxtrait::decimated;
using voxtrait::FilterValues;
using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Region;
using voxtrait::SettingValue;
using voxtrait::Vector;
using voxtrait::Volume;
using voxtrait::test::builtin_filter;

/// A filter with settings that are not its defaults.
struct Case {
  std::string id;
  std::vector<std::pair<std::string, SettingValue>> settings;

  [[nodiscard]] FilterValues values(const std::string& boundary = "mirror") const {
    FilterValues result(builtin_filter(id).settings);
    for (const auto& [key, value] : settings) result.set(key, value);
    if (id != "identity") result.set("boundary", boundary);
    return result;
  }
};

std::vector<Case> all_cases() {
  using Orders = std::vector<std::int64_t>;
  const SettingValue two = std::int64_t{2};
  return {
      {"identity", {}},
      {"mean", {}},
      {"mean", {{"dimensions", two}, {"support", std::int64_t{9}}}},
      {"gaussian", {{"sigma_mm", 1.5}}},
      {"log", {}},
      {"log", {{"dimensions", two}}},
      {"laws", {{"rotation_invariance", true}, {"pooling", std::string("max")}}},
      {"laws", {{"kernels", std::string("W5E3")}, {"energy", true}}},
      {"wavelet", {{"wavelet", std::string("db3")}, {"rotation_invariance", true}}},
      {"wavelet", {{"bands", std::string("HL")}, {"level", two}}},
      {"wavelet", {{"wavelet", std::string("db2")}, {"level", two}, {"decimated", true}}},
      {"wavelet",
       {{"bands", std::string("LH")}, {"rotation_invariance", true}, {"decimated", true}}},
      {"gabor", {{"sigma_mm", 2.0}, {"orthogonal_planes", true}}},
      {"nonseparable_wavelet", {}},
      {"nonseparable_wavelet", {{"wavelet", std::string("shannon")}, {"dimensions", two}}},
      {"riesz_log", {}},
      {"riesz_wavelet", {{"riesz_order", Orders{0, 2}}, {"dimensions", two}}},
      {"riesz_log", {{"riesz_order", Orders{2, 0, 2}}, {"steered", true}}},
      {"riesz_wavelet", {{"riesz_order", Orders{0, 2}}, {"dimensions", two}, {"steered", true}}}};
}

/// Numbers whose sizes span many powers of two.
Region noise(const Index& size, const Vector& spacing = {1, 1, 1}) {
  Region image{Volume<double>(size), {{0, 0, 0}, size}, size, spacing};
  std::mt19937 random(7);
  for (double& value : image.values.values()) {
    value = std::ldexp(static_cast<double>(random() % 2001) - 1000.0, int(random() % 20) - 10);
  }
  return image;
}

Volume<double> response(const Case& c, const FilterValues& values, const Region& image,
                        const Box& wanted, int threads = 1) {
  return builtin_filter(c.id).apply(values, image, wanted, Parallel(threads));
}

/// All of a response.
Region whole_response(const Case& c, const FilterValues& values, const Region& image) {
  Region whole{{}, decimated(image.box, step_of(builtin_filter(c.id), values)), {}, image.spacing};
  whole.grid = whole.box.end;
  whole.values = response(c, values, image, whole.box);
  return whole;
}

bool same(const Volume<double>& a, const Volume<double>& b) {
  return std::ranges::equal(a.values(), b.values());
}

TEST_CASE("responses have the same bits for any number of threads and every instruction set") {
  const Region image = noise({19, 14, 11}, {0.9, 0.9, 2.5});
  const auto targets = voxtrait::simd_targets();
  for (const Case& c : all_cases()) {
    CAPTURE(c.id);
    const FilterValues values = c.values();
    const Box box = decimated(image.box, step_of(builtin_filter(c.id), values));
    const Volume<double> one = response(c, values, image, box);
    CHECK(same(one, response(c, values, image, box, 3)));
    for (const std::string& target : targets) {
      CAPTURE(target);
      voxtrait::limit_simd(target);
      CHECK(same(one, response(c, values, image, box)));
    }
    voxtrait::limit_simd(targets.front());
  }
}

/// The part of an image in a box.
Region part_of(const Region& image, const Box& box) {
  Region part{Volume<double>(box.extents()), box, image.grid, image.spacing};
  Index at{};
  for (at[2] = box.begin[2]; at[2] < box.end[2]; ++at[2]) {
    for (at[1] = box.begin[1]; at[1] < box.end[1]; ++at[1]) {
      for (at[0] = box.begin[0]; at[0] < box.end[0]; ++at[0]) {
        part.values.at(at[0] - box.begin[0], at[1] - box.begin[1], at[2] - box.begin[2]) =
            image.values.at(at[0], at[1], at[2]);
      }
    }
  }
  return part;
}

TEST_CASE("a part of the response needs no more of the image than the filter says") {
  const Region image = noise({17, 12, 9});
  for (const char* boundary : {"zero", "nearest", "periodic", "mirror"}) {
    for (const Case& c : all_cases()) {
      CAPTURE(c.id, boundary);
      const FilterValues values = c.values(boundary);
      const Box wanted =
          decimated(Box{{5, 0, 4}, {9, 3, 9}}, step_of(builtin_filter(c.id), values));
      const Box need = builtin_filter(c.id).needs(values, wanted, image.grid, image.spacing);
      const Volume<double> part = response(c, values, part_of(image, need), wanted);
      const Region whole = whole_response(c, values, image);
      const Region expected = part_of(whole, wanted);
      double scale = 0.0;
      for (const double value : whole.values.values()) scale = std::max(scale, std::abs(value));
      for (std::size_t i = 0; i < part.values().size(); ++i) {
        // Transforms of other sizes round otherwise.
        CHECK(std::abs(part.values()[i] - expected.values.values()[i]) <= 1e-12 * scale);
      }
    }
  }
}

TEST_CASE("images of any size, also of one slice or shorter than the kernel, are filtered") {
  for (const Index& size : {Index{1, 1, 1}, Index{2, 3, 1}, Index{7, 5, 1}, Index{4, 1, 6}}) {
    const Region image = noise(size, {0.7, 0.7, 3.0});
    for (const char* boundary : {"zero", "nearest", "periodic", "mirror"}) {
      for (const Case& c : all_cases()) {
        CAPTURE(c.id, boundary, size[0], size[1], size[2]);
        const FilterValues values = c.values(boundary);
        const Volume<double> map = whole_response(c, values, image).values;
        CHECK(map.size() == decimated(size, step_of(builtin_filter(c.id), values)));
        CHECK(std::ranges::all_of(map.values(), [](double v) { return std::isfinite(v); }));
      }
    }
  }
}

TEST_CASE("a flat image stays flat, and band-pass filters answer it with zero") {
  Region image = noise({9, 8, 7});
  std::ranges::fill(image.values.values(), 3.0);
  struct Expected {
    Case filter;
    double value;
  };
  const std::vector<Expected> cases{
      {{"identity", {}}, 3.0},
      {{"mean", {}}, 3.0},
      {{"gaussian", {}}, 3.0},
      {{"wavelet", {}}, 0.0},
      {{"laws", {}}, 0.0},
      {{"wavelet", {{"bands", std::string("LLL")}, {"wavelet", std::string("sym4")}}},
       3.0 * std::sqrt(8.0)}};
  for (const Expected& c : cases) {
    CAPTURE(c.filter.id);
    const Volume<double> found = response(c.filter, c.filter.values(), image, image.box);
    for (const double v : found.values()) {
      CHECK(v == Approx(c.value).margin(1e-10));
    }
  }
}

TEST_CASE(
    "a decimated response that repeats itself is every so many-th voxel of the stationary one") {
  const Region image = noise({16, 24, 8});
  for (const char* wavelet : {"haar", "db2", "db5", "coif2"}) {
    for (const char* bands : {"LLL", "HLH", "LH"}) {
      for (std::int64_t level = 1; level <= 3; ++level) {
        CAPTURE(wavelet, bands, level);
        Case c{
            "wavelet",
            {{"bands", std::string(bands)}, {"wavelet", std::string(wavelet)}, {"level", level}}};
        const Volume<double> all = whole_response(c, c.values("periodic"), image).values;
        c.settings.emplace_back("decimated", true);
        const Volume<double> some = whole_response(c, c.values("periodic"), image).values;
        const auto step = step_of(builtin_filter("wavelet"), c.values());
        REQUIRE(some.size() == decimated(image.grid, step));
        bool equal = true;
        for (std::int64_t z = 0; z < some.size()[2]; ++z) {
          for (std::int64_t y = 0; y < some.size()[1]; ++y) {
            for (std::int64_t x = 0; x < some.size()[0]; ++x) {
              equal = equal && some.at(x, y, z) == all.at(x * step[0], y * step[1], z * step[2]);
            }
          }
        }
        CHECK(equal);
      }
    }
  }
}

TEST_CASE("kernels much longer than the image give finite responses or none, with the reason") {
  const SettingValue wide = 200.0;
  const std::vector<Case> cases{
      {"mean", {{"support", std::int64_t{301}}}},
      {"gaussian", {{"sigma_mm", wide}}},
      {"log", {{"sigma_mm", wide}}},
      {"laws", {{"energy", true}, {"energy_distance", std::int64_t{150}}}},
      {"wavelet", {{"wavelet", std::string("db38")}, {"level", std::int64_t{4}}}},
      {"wavelet",
       {{"wavelet", std::string("coif17")}, {"level", std::int64_t{8}}, {"decimated", true}}},
      {"gabor", {{"sigma_mm", 60.0}, {"wavelength_mm", 30.0}}},
      {"nonseparable_wavelet", {{"level", std::int64_t{8}}}}};
  const Region image = noise({6, 5, 3}, {1.0, 2.0, 4.0});
  for (const char* boundary : {"zero", "nearest", "periodic", "mirror"}) {
    for (const Case& c : cases) {
      CAPTURE(c.id, boundary);
      const Volume<double> map = whole_response(c, c.values(boundary), image).values;
      CHECK(std::ranges::all_of(map.values(), [](double v) { return std::isfinite(v); }));
    }
  }
}

TEST_CASE("a filter that would extend a small image beyond all proportion says so") {
  const Case c{"riesz_log", {{"sigma_mm", 500.0}}};
  const Region image = noise({6, 5, 3});
  for (const char* boundary : {"zero", "nearest", "mirror"}) {
    CHECK_THROWS_WITH(whole_response(c, c.values(boundary), image),
                      Catch::Contains("too small for so wide a filter"));
  }
  const Volume<double> map = whole_response(c, c.values("periodic"), image).values;
  CHECK(std::ranges::all_of(map.values(), [](double v) { return std::isfinite(v); }));
}

TEST_CASE("a filter's width is in millimetres along every axis") {
  // The same bell in the patient, sampled twice as densely along x, gives the same smoothing.
  Region coarse = noise({33, 1, 1}, {2, 1, 1});
  Region fine = noise({65, 1, 1}, {1, 1, 1});
  const auto bell = [](double mm) { return std::exp(-mm * mm / 200.0); };
  for (int i = 0; i < 33; ++i) coarse.values.at(i, 0, 0) = bell(2.0 * i - 32.0);
  for (int i = 0; i < 65; ++i) fine.values.at(i, 0, 0) = bell(1.0 * i - 32.0);
  const Case c{"gaussian", {{"sigma_mm", 5.0}, {"cutoff", 6.0}}};
  const Volume<double> a = response(c, c.values("nearest"), coarse, coarse.box);
  const Volume<double> b = response(c, c.values("nearest"), fine, fine.box);
  for (int i = 8; i < 25; ++i) CHECK(a.at(i, 0, 0) == Approx(b.at(2 * i, 0, 0)).epsilon(1e-4));
}

}  // namespace
