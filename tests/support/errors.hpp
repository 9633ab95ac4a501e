#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "voxtrait/core/error.hpp"

namespace voxtrait::test {

/// The Error that `function` throws; anything else fails the test.
template <class Function>
Error error_of(Function&& function) {
  try {
    function();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("expected a voxtrait::Error, but nothing was thrown");
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace voxtrait::test
