#include "rotations.hpp"

#include <algorithm>
#include <functional>

#include "separable.hpp"

namespace voxtrait {

namespace {

struct Rotation {
  std::array<std::size_t, 3> from;  ///< which axis of the kernel comes to lie along each axis
  std::array<bool, 3> flipped;
};

/// Permutations of axes with flips that are rotations: their determinant is 1.
std::vector<Rotation> rotations(bool in_space) {
  std::vector<Rotation> result;
  std::array<std::size_t, 3> from{0, 1, 2};
  do {
    if (!in_space && from[2] != 2) continue;
    const bool odd = (from[0] > from[1]) ^ (from[0] > from[2]) ^ (from[1] > from[2]);
    for (unsigned flips = 0; flips < (in_space ? 8U : 4U); ++flips) {
      const std::array<bool, 3> flipped{(flips & 1U) != 0, (flips & 2U) != 0, (flips & 4U) != 0};
      const bool mirrored = flipped[0] ^ flipped[1] ^ flipped[2];
      if (mirrored == odd) result.push_back({from, flipped});
    }
  } while (std::ranges::next_permutation(from).found);
  return result;
}

bool is_negative_of(const Taps& a, const Taps& b) {
  return std::ranges::equal(a, b, [](double x, double y) { return x == -y; });
}

/// The kernel turned; an antisymmetric one stays as it is and changes the sign instead.
Taps turned(const Taps& taps, bool flipped, bool& negated) {
  if (!flipped) return taps;
  Taps reversed(taps.rbegin(), taps.rend());
  if (taps.empty() || !is_negative_of(reversed, taps)) return reversed;
  negated = !negated;
  return taps;
}

/// The kernels of a chain along one axis.
AxisChain along(const Chain& chain, std::size_t axis, bool decimated) {
  AxisChain result;
  for (const SeparableKernel& kernel : chain) {
    if (!kernel[axis].empty()) result.push_back({kernel[axis], decimated ? 2 : 1});
  }
  return result;
}

bool applied_before(const RotatedChain& a, const RotatedChain& b) {
  for (const std::size_t axis : {2U, 1U, 0U}) {
    for (std::size_t i = 0; i < a.chain.size(); ++i) {
      if (a.chain[i][axis] != b.chain[i][axis]) return a.chain[i][axis] < b.chain[i][axis];
    }
  }
  return false;
}

void add(std::vector<RotatedChain>& chains, Chain chain, bool negated) {
  auto found = std::ranges::find(chains, chain, &RotatedChain::chain);
  if (found == chains.end()) found = chains.insert(chains.end(), {std::move(chain), 0, 0});
  ++(negated ? found->negated : found->as_it_is);
}

/// The number of an image among those of a step, to which it is added if it is new.
std::size_t number_of(std::vector<StepImage>& images, StepTerm term) {
  const StepImage image{std::move(term)};
  const auto found = std::ranges::find(images, image);
  const auto number = static_cast<std::size_t>(found - images.begin());
  if (found == images.end()) images.push_back(image);
  return number;
}

/// Axis by axis through all kernels of a chain; one response for each chain.
SeparablePlan plan_of(std::span<const RotatedChain> chains, bool decimated) {
  SeparablePlan plan;
  for (const RotatedChain& rotated : chains) {
    const std::size_t z = number_of(plan.z, {0, along(rotated.chain, 2, decimated)});
    const std::size_t y = number_of(plan.y, {z, along(rotated.chain, 1, decimated)});
    plan.x.push_back({{y, along(rotated.chain, 0, decimated)}});
  }
  return plan;
}

/// How many voxels of the image there are to one of the response.
Step step_of(const Chain& chain, const ChainRule& rule) {
  Step step = every_voxel;
  for (const SeparableKernel& kernel : chain) {
    for (std::size_t a = 0; a < 3; ++a) step[a] *= rule.decimated && !kernel[a].empty() ? 2 : 1;
  }
  return step;
}

/// Pools responses row by row.
class RowPool {
 public:
  RowPool(std::span<const RotatedChain> chains, Pooling pooling)
      : chains_(chains),
        pooling_(pooling) {
    int count = 0;
    for (const RotatedChain& chain : chains) count += chain.as_it_is + chain.negated;
    share_ = 1.0 / count;
  }

  void take(std::size_t i, std::span<const double> row, std::span<double> pool) const {
    const RotatedChain& chain = chains_[i];
    if (pooling_ == Pooling::average) {
      add(i == 0, chain.as_it_is - chain.negated, row, pool);
      if (i + 1 < chains_.size()) return;
      for (double& value : pool) value *= share_;
      return;
    }
    if (chain.as_it_is > 0) add(i == 0, 1.0, row, pool);
    if (chain.negated > 0) add(i == 0 && chain.as_it_is == 0, -1.0, row, pool);
  }

 private:
  void add(bool first, double times, std::span<const double> row, std::span<double> pool) const {
    const double* from = row.data();
    if (first) {
      for (double& to : pool) to = times * *from++;
    } else if (pooling_ == Pooling::average) {
      for (double& to : pool) to += times * *from++;
    } else if (pooling_ == Pooling::maximum) {
      for (double& to : pool) to = std::max(to, times * *from++);
    } else {
      for (double& to : pool) to = std::min(to, times * *from++);
    }
  }

  std::span<const RotatedChain> chains_;
  Pooling pooling_;
  double share_ = 1.0;
};

/// Calls `body` with the begin and end of parts of `count` values.
void for_parts(std::size_t count, const Parallel& parallel,
               const std::function<void(std::size_t, std::size_t)>& body) {
  constexpr std::size_t part = std::size_t{1} << 16U;
  parallel.for_each((count + part - 1) / part,
                    [&](std::size_t i) { body(i * part, std::min(count, (i + 1) * part)); });
}

}  // namespace

std::vector<RotatedChain> rotated(const Chain& chain, bool in_space) {
  std::vector<RotatedChain> chains;
  for (const Rotation& rotation : rotations(in_space)) {
    bool negated = false;
    Chain result(chain.size());
    for (std::size_t i = 0; i < chain.size(); ++i) {
      for (std::size_t a = 0; a < 3; ++a) {
        result[i][a] = turned(chain[i][rotation.from[a]], rotation.flipped[a], negated);
      }
    }
    add(chains, std::move(result), negated);
  }
  return chains;
}

Pooling pooling_named(std::string_view name) noexcept {
  if (name == "max") return Pooling::maximum;
  return name == "min" ? Pooling::minimum : Pooling::average;
}

Box needed_box(std::span<const RotatedChain> chains, const ChainRule& rule, const Box& wanted,
               const Index& grid) {
  return needed_box(plan_of(chains, rule.decimated), rule.boundary, wanted, grid);
}

Region pooled(const Region& image, std::vector<RotatedChain> chains, Pooling pooling,
              const ChainRule& rule, const Box& wanted, const Parallel& parallel) {
  std::ranges::sort(chains, applied_before);
  const RowPool pool(chains, pooling);
  TakeRow take;
  if (chains.size() > 1 || chains.front().as_it_is != 1) {
    take = [&pool](std::size_t i, std::span<const double> row, std::span<double> result) {
      pool.take(i, row, result);
    };
  }
  const Step step = step_of(chains.front().chain, rule);
  Region result{{}, wanted, decimated(image.grid, step), image.spacing};
  for (std::size_t a = 0; a < 3; ++a) result.spacing[a] *= static_cast<double>(step[a]);
  const SeparablePlan plan = plan_of(chains, rule.decimated);
  result.values = responses(plan, image, rule.boundary, wanted, take, parallel);
  return result;
}

void scale(Volume<double>& values, double factor, const Parallel& parallel) {
  for_parts(values.values().size(), parallel, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) values.values()[i] *= factor;
  });
}

}  // namespace voxtrait
