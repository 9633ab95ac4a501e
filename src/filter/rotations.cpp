#include "rotations.hpp"

#include <algorithm>
#include <functional>

#include "passes.hpp"
#include "region.hpp"

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

/// Kernels in the order in which they are applied.
std::vector<const Taps*> steps_of(const Chain& chain) {
  std::vector<const Taps*> steps;
  for (const SeparableKernel& kernel : chain) {
    for (const std::size_t axis : {2U, 1U, 0U}) steps.push_back(&kernel[axis]);
  }
  return steps;
}

bool applied_before(const RotatedChain& a, const RotatedChain& b) {
  return std::ranges::lexicographical_compare(steps_of(a.chain), steps_of(b.chain),
                                              [](const Taps* x, const Taps* y) { return *x < *y; });
}

void add(std::vector<RotatedChain>& chains, Chain chain, bool negated) {
  auto found = std::ranges::find(chains, chain, &RotatedChain::chain);
  if (found == chains.end()) found = chains.insert(chains.end(), {std::move(chain), 0, 0});
  ++(negated ? found->negated : found->as_it_is);
}

/// How many voxels of the image before a kernel there are to one of its response, along each axis.
Step step_of(const SeparableKernel& kernel, const ChainRule& rule) {
  Step step = every_voxel;
  for (std::size_t a = 0; a < 3; ++a) step[a] += rule.decimated && !kernel[a].empty() ? 1 : 0;
  return step;
}

/// The step of each kernel, which is the same for all rotations, and the grid that it is applied
/// to; the grid of the last response comes last.
struct Grids {
  std::vector<Step> steps;
  std::vector<Index> sizes;
};

Grids grids_of(const Chain& chain, const ChainRule& rule, const Index& grid) {
  Grids grids{{}, {grid}};
  for (const SeparableKernel& kernel : chain) {
    grids.steps.push_back(step_of(kernel, rule));
    grids.sizes.push_back(decimated(grids.sizes.back(), grids.steps.back()));
  }
  return grids;
}

/// From the first to the last voxel that is kept.
Span before_decimation(const Span& kept, std::int64_t step) {
  return {kept.begin * step, (kept.end - 1) * step + 1};
}

/// The box that each kernel of the chains must yield, the image's first; kernels of all chains
/// count, so that responses of one step have one size.
std::vector<Box> boxes_of(std::span<const RotatedChain> chains, const ChainRule& rule,
                          const Box& wanted, const Grids& grids) {
  const std::size_t length = chains.front().chain.size();
  std::vector<Box> boxes(length + 1, wanted);
  for (std::size_t i = length; i-- > 0;) {
    Index reach{0, 0, 0};
    for (const RotatedChain& rotated : chains) {
      const Index own = reach_of(rotated.chain[i]);
      for (std::size_t a = 0; a < 3; ++a) reach[a] = std::max(reach[a], own[a]);
    }
    Box response = boxes[i + 1];
    for (std::size_t a = 0; a < 3; ++a) {
      const Span all = before_decimation({response.begin[a], response.end[a]}, grids.steps[i][a]);
      response.begin[a] = all.begin;
      response.end[a] = all.end;
    }
    boxes[i] = needed_box(rule.boundary, response, reach, grids.sizes[i]);
  }
  return boxes;
}

/// Every second voxel along an axis, from the first one on.
Volume<double> every_second(std::size_t axis, const Volume<double>& values) {
  Step step = every_voxel;
  step[axis] = 2;
  Volume<double> result(decimated(values.size(), step), Filling::dense);
  for (std::int64_t z = 0; z < result.size()[2]; ++z) {
    for (std::int64_t y = 0; y < result.size()[1]; ++y) {
      const double* from = values.row(y * step[1], z * step[2]).data();
      for (double& value : result.row(y, z)) {
        value = *from;
        from += step[0];
      }
    }
  }
  return result;
}

/// Walks the tree of common beginnings; only responses at its forks are kept.
class TreeWalk {
 public:
  TreeWalk(std::span<const RotatedChain> chains, Boundary boundary, std::vector<Box> boxes,
           Grids grids, Pooling pooling, const Parallel& parallel)
      : boundary_(boundary),
        boxes_(std::move(boxes)),
        grids_(std::move(grids)),
        pooling_(pooling),
        parallel_(parallel) {
    for (const RotatedChain& chain : chains) leaves_.push_back({&chain, steps_of(chain.chain)});
  }

  Volume<double> run(Volume<double> image) {
    follow(0, leaves_.size(), 0, std::move(image), boxes_.front());
    return std::move(pool_);
  }

 private:
  struct Leaf {
    const RotatedChain* chain;
    std::vector<const Taps*> steps;
  };

  /// Leaves [first, last) share the first `step` steps, which led to `values`.
  void follow(std::size_t first, std::size_t last, std::size_t step, Volume<double> values,
              const Box& box) {
    parallel_.check();
    if (step == leaves_[first].steps.size()) return pool(*leaves_[first].chain, values);
    for (std::size_t end = first; first < last; first = end) {
      while (end < last && *leaves_[end].steps[step] == *leaves_[first].steps[step]) ++end;
      const Taps& taps = *leaves_[first].steps[step];
      Box next = box;
      if (taps.empty() && end == last && same_span(step, box)) {
        return follow(first, end, step + 1, std::move(values), next);
      }
      Volume<double> response = along(step, taps, values, next);
      if (end == last) values = {};
      follow(first, end, step + 1, std::move(response), next);
    }
  }

  [[nodiscard]] bool same_span(std::size_t step, const Box& box) const {
    const std::size_t axis = 2 - step % 3;
    const Box& wanted = boxes_[step / 3 + 1];
    return box.begin[axis] == wanted.begin[axis] && box.end[axis] == wanted.end[axis];
  }

  Volume<double> along(std::size_t step, const Taps& taps, const Volume<double>& values,
                       Box& box) const {
    static const Taps identity{1.0};
    const std::size_t axis = 2 - step % 3;
    const std::size_t kernel = step / 3;
    const Box& wanted = boxes_[kernel + 1];
    const Span kept{wanted.begin[axis], wanted.end[axis]};
    const std::int64_t every = grids_.steps[kernel][axis];
    const PassTerm term{&values, taps.empty() ? &identity : &taps};
    Volume<double> result = convolved_along(axis, {&term, 1}, box, before_decimation(kept, every),
                                            grids_.sizes[kernel][axis], boundary_, parallel_);
    box.begin[axis] = kept.begin;
    box.end[axis] = kept.end;
    return every == 1 ? std::move(result) : every_second(axis, result);
  }

  void pool(const RotatedChain& chain, Volume<double>& response) {
    if (pooling_ == Pooling::average) {
      return pool_into(pool_, response, chain.as_it_is - chain.negated, pooling_, parallel_);
    }
    if (chain.as_it_is > 0) pool_into(pool_, response, 1.0, pooling_, parallel_);
    if (chain.negated > 0) pool_into(pool_, response, -1.0, pooling_, parallel_);
  }

  std::vector<Leaf> leaves_;
  Boundary boundary_;
  std::vector<Box> boxes_;
  Grids grids_;
  Pooling pooling_;
  const Parallel& parallel_;
  Volume<double> pool_;
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
  return boxes_of(chains, rule, wanted, grids_of(chains.front().chain, rule, grid)).front();
}

Region pooled(const Region& image, std::vector<RotatedChain> chains, Pooling pooling,
              const ChainRule& rule, const Box& wanted, const Parallel& parallel) {
  std::ranges::sort(chains, applied_before);
  int count = 0;
  for (const RotatedChain& chain : chains) count += chain.as_it_is + chain.negated;
  Grids grids = grids_of(chains.front().chain, rule, image.grid);
  std::vector<Box> boxes = boxes_of(chains, rule, wanted, grids);
  Volume<double> needed = cropped(image, boxes.front()).values;
  Region result{{}, wanted, grids.sizes.back(), image.spacing};
  for (const Step& step : grids.steps) {
    for (std::size_t a = 0; a < 3; ++a) result.spacing[a] *= static_cast<double>(step[a]);
  }
  result.values =
      TreeWalk(chains, rule.boundary, std::move(boxes), std::move(grids), pooling, parallel)
          .run(std::move(needed));
  if (pooling == Pooling::average && count > 1) {
    scale(result.values, 1.0 / static_cast<double>(count), parallel);
  }
  return result;
}

void pool_into(Volume<double>& pool, const Volume<double>& response, double times, Pooling pooling,
               const Parallel& parallel) {
  const bool first = pool.values().empty();
  if (first) pool = Volume<double>(response.size(), Filling::dense);
  for_parts(response.values().size(), parallel, [&](std::size_t begin, std::size_t end) {
    double* to = pool.values().data();
    const double* from = response.values().data();
    for (std::size_t i = begin; i < end; ++i) {
      const double value = times * from[i];
      to[i] = first                         ? value
              : pooling == Pooling::average ? to[i] + value
              : pooling == Pooling::maximum ? std::max(to[i], value)
                                            : std::min(to[i], value);
    }
  });
}

void scale(Volume<double>& values, double factor, const Parallel& parallel) {
  for_parts(values.values().size(), parallel, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) values.values()[i] *= factor;
  });
}

}  // namespace voxtrait
