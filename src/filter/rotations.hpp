#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "voxtrait/filter/convolve.hpp"

namespace voxtrait {

/// Kernels that are applied one after the other.
using Chain = std::vector<SeparableKernel>;

/// A chain that several rotations lead to, some of them with the opposite sign.
struct RotatedChain {
  Chain chain;
  int as_it_is = 0;
  int negated = 0;
};

/// A chain turned by all right angles, in the plane (4 rotations) or in space (24); equal ones are
/// merged. Kernels along z must be empty where only the plane is meant.
std::vector<RotatedChain> rotated(const Chain& chain, bool in_space);

/// How the responses of several orientations become one.
enum class Pooling : std::uint8_t { maximum, minimum, average };
Pooling pooling_named(std::string_view name) noexcept;

/// How the kernels of a chain are applied.
struct ChainRule {
  ChainRule(Boundary rule, bool every_second = false)  // NOLINT(google-explicit-constructor)
      : boundary(rule),
        decimated(every_second) {}

  Boundary boundary;
  bool decimated;  ///< only voxels 0, 2, 4 ... of each kernel's response go on to the next one
};

/// The voxels that the chains need for the wanted ones, which lie on the grid of the last response.
Box needed_box(std::span<const RotatedChain> chains, const ChainRule& rule, const Box& wanted,
               const Index& grid);

/// The pooled responses of chains; what their beginnings have in common is computed once.
Region pooled(const Region& image, std::vector<RotatedChain> chains, Pooling pooling,
              const ChainRule& rule, const Box& wanted, const Parallel& parallel);

/// Every value times a factor.
void scale(Volume<double>& values, double factor, const Parallel& parallel);

}  // namespace voxtrait
