#include "filter/separable.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <numbers>

#include "filter/rotations.hpp"
#include "filter/spectral_filter.hpp"
#include "support/random.hpp"

namespace {

using voxtrait::AxisKernel;
using voxtrait::Boundary;
using voxtrait::Box;
using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Region;
using voxtrait::Taps;
using voxtrait::Volume;
using voxtrait::test::Random;

constexpr Boundary rules[] = {Boundary::zero, Boundary::nearest, Boundary::periodic,
                              Boundary::mirror};

Region noise(const Index& size) {
  Region image{Volume<double>(size), {{0, 0, 0}, size}, size};
  Random random(5);
  for (double& value : image.values.values()) value = random.real(-1.0, 1.0);
  return image;
}

/// The image's value at any place.
double value_at(const Volume<double>& image, Index at, Boundary rule) {
  for (std::size_t a = 0; a < 3; ++a) {
    at[a] = voxtrait::found_at(rule, at[a], image.size()[a]);
    if (at[a] < 0) return 0.0;
  }
  return image.at(at[0], at[1], at[2]);
}

/// A volume of which each value is said.
template <class Function>
Volume<double> made(const Index& size, const Function& function) {
  Volume<double> result(size);
  Index at{};
  for (at[2] = 0; at[2] < size[2]; ++at[2]) {
    for (at[1] = 0; at[1] < size[1]; ++at[1]) {
      for (at[0] = 0; at[0] < size[0]; ++at[0]) result.at(at[0], at[1], at[2]) = function(at);
    }
  }
  return result;
}

/// response(x) = sum of taps(k) image(x - k), word for word.
Volume<double> convolved(const Volume<double>& image, const Taps& taps, std::size_t axis,
                         Boundary rule) {
  return made(image.size(), [&](const Index& at) {
    double sum = 0.0;
    for (std::size_t k = 0; k < taps.size(); ++k) {
      Index from = at;
      from[axis] -= static_cast<std::int64_t>(k) - voxtrait::reach_of(taps);
      sum += taps[k] * value_at(image, from, rule);
    }
    return sum;
  });
}

Volume<double> image_of(const voxtrait::StepImage& image, const std::vector<Volume<double>>& before,
                        std::size_t axis, Boundary rule) {
  Volume<double> sum(before.front().size());
  for (const voxtrait::StepTerm& term : image) {
    Volume<double> part = before[term.from];
    for (const AxisKernel& kernel : term.chain) part = convolved(part, kernel.taps, axis, rule);
    for (std::size_t i = 0; i < part.values().size(); ++i) sum.values()[i] += part.values()[i];
  }
  return sum;
}

/// The only response of a plan, step by step on whole volumes.
Volume<double> response_of(const voxtrait::SeparablePlan& plan, const Volume<double>& image,
                           Boundary rule) {
  std::vector<Volume<double>> images;
  images.push_back(image);
  const std::array<const std::vector<voxtrait::StepImage>*, 3> steps{&plan.z, &plan.y, &plan.x};
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<Volume<double>> next;
    for (const voxtrait::StepImage& one : *steps[i]) {
      next.push_back(image_of(one, images, 2 - i, rule));
    }
    images = std::move(next);
  }
  return std::move(images.front());
}

void check_close(const Volume<double>& found, const Volume<double>& expected, const Box& box) {
  REQUIRE(found.size() == box.extents());
  Index at{};
  for (at[2] = box.begin[2]; at[2] < box.end[2]; ++at[2]) {
    for (at[1] = box.begin[1]; at[1] < box.end[1]; ++at[1]) {
      for (at[0] = box.begin[0]; at[0] < box.end[0]; ++at[0]) {
        CAPTURE(at[0], at[1], at[2]);
        REQUIRE(found.at(at[0] - box.begin[0], at[1] - box.begin[1], at[2] - box.begin[2]) ==
                Approx(expected.at(at[0], at[1], at[2])).epsilon(1e-12).margin(1e-12));
      }
    }
  }
}

/// Two levels, sums of two images, an axis that stays as it is; nothing is symmetric.
std::vector<voxtrait::SeparablePlan> plans() {
  const AxisKernel a{{0.1, 0.7, -0.4, 0.2, 0.9}};
  const AxisKernel b{{-0.3, 0.0, 0.5}};
  const AxisKernel c{{0.2, 0.0, 0.0, -0.6, 0.0, 0.0, 0.8}};
  const AxisKernel wide{Taps(31, 0.25)};
  return {{{{{0, {a}}}}, {{{0, {b}}}}, {{{0, {c}}}}},
          {{{{0, {}}}}, {{{0, {b, c}}}}, {{{0, {a, b}}}}},
          {{{{0, {a, c}}}}, {{{0, {}}}}, {{{0, {}}}}},
          {{{{0, {a}}}, {{0, {b}}}}, {{{0, {c}}}, {{1, {a}}, {0, {}}}}, {{{1, {b}}, {0, {a}}}}},
          {{{{0, {wide}}}}, {{{0, {wide}}}}, {{{0, {wide}}}}}};
}

TEST_CASE("separable kernels give the sums of their definition at every edge") {
  for (const Index& size : {Index{45, 37, 20}, Index{3, 2, 1}, Index{1, 40, 9}}) {
    const Region image = noise(size);
    for (const Boundary rule : rules) {
      for (const voxtrait::SeparablePlan& plan : plans()) {
        const Volume<double> expected = response_of(plan, image.values, rule);
        const Box part{{size[0] / 3, size[1] / 2, size[2] / 3}, {size[0], size[1], size[2]}};
        for (const Box& wanted : {image.box, part}) {
          CAPTURE(size[0], size[1], size[2], static_cast<int>(rule), wanted.begin[0]);
          check_close(response(plan, image, rule, wanted, Parallel(1)), expected, wanted);
        }
      }
    }
  }
}

/// exp(2 pi i k / n).
std::complex<double> wave(std::int64_t k, std::int64_t n) {
  const double angle = 2.0 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n);
  return {std::cos(angle), std::sin(angle)};
}

TEST_CASE("a filter by its spectrum that takes differences does so at every edge") {
  for (const Index& size : {Index{17, 12, 9}, Index{8, 15, 10}, Index{37, 3, 1}}) {
    const Region image = noise(size);
    for (const Boundary rule : rules) {
      for (const std::size_t axes : {std::size_t{2}, std::size_t{3}}) {
        const Box wanted{{1, 1, 0}, {size[0], size[1], size[2]}};
        const auto layout = voxtrait::layout_of(size, wanted, axes, rule, {3, 3, 3});
        // f(x + 1, y - 1) - f(x, y)
        const voxtrait::HalfTransfer transfer = [&](const Index& first, std::span<double> re,
                                                    std::span<double> im) {
          for (std::size_t i = 0; i < re.size(); ++i) {
            const auto x = first[0] + static_cast<std::int64_t>(i);
            const auto factor =
                wave(x, layout.size[0]) * std::conj(wave(first[1], layout.size[1])) - 1.0;
            const std::complex<double> value = factor * std::complex<double>(re[i], im[i]);
            re[i] = value.real();
            im[i] = value.imag();
          }
        };
        const Volume<double> expected = made(size, [&](const Index& at) {
          return value_at(image.values, {at[0] + 1, at[1] - 1, at[2]}, rule) -
                 image.values.at(at[0], at[1], at[2]);
        });
        CAPTURE(size[0], size[1], size[2], static_cast<int>(rule), axes);
        check_close(voxtrait::filtered(image, wanted, layout, transfer, Parallel(1)), expected,
                    wanted);
      }
    }
  }
}

}  // namespace
