#pragma once

#include <cstdint>

namespace voxtrait {

/// Numbers of a smaller type as doubles, exactly. Nothing beyond `count` is read or written.
void widen_row(const std::int8_t* source, std::int64_t count, double* target);
void widen_row(const std::uint8_t* source, std::int64_t count, double* target);
void widen_row(const std::int16_t* source, std::int64_t count, double* target);
void widen_row(const std::uint16_t* source, std::int64_t count, double* target);
void widen_row(const std::int32_t* source, std::int64_t count, double* target);
void widen_row(const float* source, std::int64_t count, double* target);

namespace reference {

template <class T>
void widen_row(const T* source, std::int64_t count, double* target) {
  for (std::int64_t k = 0; k < count; ++k) target[k] = static_cast<double>(source[k]);
}

}  // namespace reference

/// The same for types that vector units do not widen.
template <class T>
void widen_row(const T* source, std::int64_t count, double* target) {
  reference::widen_row(source, count, target);
}

}  // namespace voxtrait
