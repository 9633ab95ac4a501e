#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "voxtrait/core/simd.hpp"
#include "voxtrait/filter/builtin.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Filter;
using voxtrait::FilterValues;
using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Region;
using voxtrait::SettingValue;
using voxtrait::Vector;
using voxtrait::Volume;

const Filter& filter(const std::string& id) {
  static const std::vector<Filter> filters = voxtrait::builtin_filters();
  return *std::ranges::find_if(filters, [&](const Filter& f) { return f.info.id == id; });
}

/// A filter with settings that are not its defaults.
struct Case {
  std::string id;
  std::vector<std::pair<std::string, SettingValue>> settings;

  [[nodiscard]] FilterValues values(const std::string& boundary = "mirror") const {
    FilterValues result(filter(id).settings);
    for (const auto& [key, value] : settings) result.set(key, value);
    if (id != "identity") result.set("boundary", boundary);
    return result;
  }
};

std::vector<Case> all_cases() {
  using Orders = std::vector<std::int64_t>;
  const SettingValue two = std::int64_t{2};
  return {{"identity", {}},
          {"mean", {}},
          {"mean", {{"dimensions", two}, {"support", std::int64_t{9}}}},
          {"gaussian", {{"sigma_mm", 1.5}}},
          {"log", {}},
          {"log", {{"dimensions", two}}},
          {"laws", {{"rotation_invariance", true}, {"pooling", std::string("max")}}},
          {"laws", {{"kernels", std::string("W5E3")}, {"energy", true}}},
          {"wavelet", {{"wavelet", std::string("db3")}, {"rotation_invariance", true}}},
          {"wavelet", {{"bands", std::string("HL")}, {"level", two}}},
          {"gabor", {{"sigma_mm", 2.0}, {"orthogonal_planes", true}}},
          {"nonseparable_wavelet", {}},
          {"nonseparable_wavelet", {{"wavelet", std::string("shannon")}, {"dimensions", two}}},
          {"riesz_log", {}},
          {"riesz_wavelet", {{"riesz_order", Orders{0, 2}}, {"dimensions", two}}}};
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
  return filter(c.id).apply(values, image, wanted, Parallel(threads));
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
    const Volume<double> one = response(c, values, image, image.box);
    CHECK(same(one, response(c, values, image, image.box, 3)));
    for (const std::string& target : targets) {
      CAPTURE(target);
      voxtrait::limit_simd(target);
      CHECK(same(one, response(c, values, image, image.box)));
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
  const Box wanted{{5, 0, 4}, {9, 3, 9}};
  for (const char* boundary : {"zero", "nearest", "periodic", "mirror"}) {
    for (const Case& c : all_cases()) {
      CAPTURE(c.id, boundary);
      const FilterValues values = c.values(boundary);
      const Box need = filter(c.id).needs(values, wanted, image.grid, image.spacing);
      const Volume<double> part = response(c, values, part_of(image, need), wanted);
      Region whole = image;
      whole.values = response(c, values, image, image.box);
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
        const Volume<double> map = response(c, c.values(boundary), image, image.box);
        CHECK(map.size() == size);
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
