#pragma once

#include <voxtrait/plugin.hpp>

namespace bodycomp {

/// An image made of boxes, whose areas and volumes follow from counting by hand.
std::span<const voxtrait_reference_case> references();

}  // namespace bodycomp
