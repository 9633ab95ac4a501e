#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "support/files.hpp"

namespace voxtrait::test {

/// NIfTI's code of a C++ type.
template <class T>
constexpr std::int16_t nifti_code() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return 2;
  if constexpr (std::is_same_v<T, std::int16_t>) return 4;
  if constexpr (std::is_same_v<T, std::int32_t>) return 8;
  if constexpr (std::is_same_v<T, float>) return 16;
  if constexpr (std::is_same_v<T, double>) return 64;
  if constexpr (std::is_same_v<T, std::int8_t>) return 256;
  if constexpr (std::is_same_v<T, std::uint16_t>) return 512;
  if constexpr (std::is_same_v<T, std::uint32_t>) return 768;
  if constexpr (std::is_same_v<T, std::int64_t>) return 1024;
  if constexpr (std::is_same_v<T, std::uint64_t>) return 1280;
}

/// A NIfTI-1 file in the making; every field can be set to nonsense.
struct NiftiFile {
  std::vector<std::int16_t> size{3, 2, 2};
  std::vector<float> spacing{0.5F, 0.75F, 2.0F};
  std::int16_t datatype = 4;
  std::int16_t bits = 16;
  float slope = 0.0F;
  float intercept = 0.0F;
  /// From voxel index to patient position, NIfTI's axes (right, anterior, superior); used if not
  /// empty.
  std::vector<float> sform;
  bool big_endian = false;
  std::string voxels;

  template <class T>
  static NiftiFile of(const std::vector<T>& values, bool big_endian = false) {
    NiftiFile file;
    file.datatype = nifti_code<T>();
    file.bits = 8 * sizeof(T);
    file.big_endian = big_endian;
    file.voxels = raw(values, big_endian);
    return file;
  }

  [[nodiscard]] std::string bytes() const {
    std::string header(352, '\0');
    put<std::int32_t>(header, 0, 348);
    put<std::int16_t>(header, 40, static_cast<std::int16_t>(size.size()));
    for (std::size_t a = 0; a < 7; ++a) {
      put<std::int16_t>(header, 42 + 2 * a, a < size.size() ? size[a] : std::int16_t{1});
      put<float>(header, 80 + 4 * a, a < spacing.size() ? spacing[a] : 1.0F);
    }
    put<std::int16_t>(header, 70, datatype);
    put<std::int16_t>(header, 72, bits);
    put<float>(header, 76, 1.0F);
    put<float>(header, 108, 352.0F);
    put<float>(header, 112, slope);
    put<float>(header, 116, intercept);
    header[123] = 2;  // millimetres
    put_orientation(header);
    header.replace(344, 4, std::string("n+1\0", 4));
    return header + voxels;
  }

 private:
  template <class T>
  void put(std::string& header, std::size_t offset, T value) const {
    header.replace(offset, sizeof(T), raw(std::vector<T>{value}, big_endian));
  }

  void put_orientation(std::string& header) const {
    if (sform.empty()) {
      put<std::int16_t>(header, 252, 1);  // quaternion (1, 0, 0, 0): axes as they are
      return;
    }
    put<std::int16_t>(header, 254, 1);
    for (std::size_t i = 0; i < 12; ++i) put<float>(header, 280 + 4 * i, sform[i]);
  }
};

}  // namespace voxtrait::test
