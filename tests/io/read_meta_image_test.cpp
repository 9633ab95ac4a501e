#include <catch2/catch.hpp>
#include <zlib.h>

#include "support/errors.hpp"
#include "support/files.hpp"
#include "support/read_back.hpp"
#include "support/stored_image.hpp"
#include "voxtrait/io/read_image.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Image;
using voxtrait::test::as_doubles;
using voxtrait::test::error_of;
using voxtrait::test::raw;
using voxtrait::test::TemporaryDirectory;
using voxtrait::test::twelve_values;
using voxtrait::test::voxels_of;
using voxtrait::test::write_bytes;

/// A MetaImage header; every line can be set to nonsense.
struct Header {
  std::string dimensions = "3";
  std::string size = "3 2 2";
  std::string spacing = "0.5 0.75 2";
  std::string matrix = "1 0 0 0 1 0 0 0 1";
  std::string offset = "-1 2.5 30";
  std::string type = "MET_SHORT";
  std::string big_endian = "False";
  std::string compressed = "False";
  std::string extra = "";
  std::string data = "LOCAL";

  [[nodiscard]] std::string text() const {
    return "ObjectType = Image\nNDims = " + dimensions +
           "\nBinaryData = True\nBinaryDataByteOrderMSB = " + big_endian +
           "\nCompressedData = " + compressed + "\nTransformMatrix = " + matrix +
           "\nOffset = " + offset + "\nElementSpacing = " + spacing + "\nDimSize = " + size + "\n" +
           extra + "ElementType = " + type + "\nElementDataFile = " + data + "\n";
  }
};

template <class T>
std::string type_name() {
  if constexpr (std::is_same_v<T, float>) return "MET_FLOAT";
  if constexpr (std::is_same_v<T, double>) return "MET_DOUBLE";
  const std::string prefix = std::is_signed_v<T> ? "MET_" : "MET_U";
  const char* names[] = {"CHAR", "SHORT", "", "INT", "", "", "", "LONG_LONG"};
  return prefix + names[sizeof(T) - 1];
}

std::string deflated(const std::string& bytes) {
  std::string result(compressBound(bytes.size()), '\0');
  uLongf size = result.size();
  compress(reinterpret_cast<Bytef*>(result.data()), &size,
           reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  result.resize(size);
  return result;
}

Error failure_of(const std::filesystem::path& path) {
  return error_of([&] { voxtrait::read_image(path); });
}

const std::vector<std::int16_t>& values() {
  static const std::vector<std::int16_t> list = twelve_values<std::int16_t>();
  return list;
}

}  // namespace

TEMPLATE_TEST_CASE("MetaImage is read in the type and byte order that the file has", "",
                   std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t,
                   std::uint32_t, std::int64_t, std::uint64_t, float, double) {
  const TemporaryDirectory directory;
  const auto numbers = twelve_values<TestType>();
  Header header;
  header.type = type_name<TestType>();
  for (const bool big_endian : {false, true}) {
    header.big_endian = big_endian ? "True" : "False";
    const Image image = voxtrait::read_image(
        write_bytes(directory / "image.mha", header.text() + raw(numbers, big_endian)));
    CAPTURE(big_endian);
    CHECK(image.type() == voxtrait::pixel_type_of<TestType>());
    CHECK(image.geometry().size == voxtrait::Index{3, 2, 2});
    CHECK(image.geometry().spacing == voxtrait::Vector{0.5, 0.75, 2.0});
    CHECK(image.geometry().origin == voxtrait::Vector{-1.0, 2.5, 30.0});
    CHECK(voxels_of(image) == as_doubles(numbers));
  }
}

TEST_CASE("compressed MetaImages and headers with a file of their own are read") {
  const TemporaryDirectory directory;
  Header header;
  header.compressed = "True";
  const std::string voxels = deflated(raw(values()));
  header.extra = "CompressedDataSize = " + std::to_string(voxels.size()) + "\n";
  CHECK(voxels_of(voxtrait::read_image(write_bytes(
            directory / "zipped.mha", header.text() + voxels))) == as_doubles(values()));
  Header apart;
  apart.data = "voxels.raw";
  write_bytes(directory / "voxels.raw", raw(values()));
  CHECK(voxels_of(voxtrait::read_image(write_bytes(directory / "header.mhd", apart.text()))) ==
        as_doubles(values()));
}

TEST_CASE("rows of a MetaImage's matrix are the directions of its axes") {
  const TemporaryDirectory directory;
  Header header;
  header.matrix = "0 1 0 0 0 1 1 0 0";  // x to the back, y to the head, z to the left
  const auto g =
      voxtrait::read_image(write_bytes(directory / "i.mha", header.text() + raw(values())))
          .geometry();
  const auto p = g.position({1, 1, 1});
  CHECK(p[0] == Approx(-1.0 + 2.0));
  CHECK(p[1] == Approx(2.5 + 0.5));
  CHECK(p[2] == Approx(30.0 + 0.75));
}

TEST_CASE("a plane in a MetaImage becomes one slice") {
  const TemporaryDirectory directory;
  Header header;
  header.dimensions = "2";
  header.size = "3 4";
  header.spacing = "0.5 0.75";
  header.matrix = "1 0 0 1";
  header.offset = "1 2";
  const Image image =
      voxtrait::read_image(write_bytes(directory / "i.mha", header.text() + raw(values())));
  CHECK(image.geometry().size == voxtrait::Index{3, 4, 1});
  CHECK(image.geometry().spacing[1] == 0.75);
  CHECK(voxels_of(image) == as_doubles(values()));
}

TEST_CASE("truncated MetaImages are refused") {
  const TemporaryDirectory directory;
  const std::string whole = Header().text() + raw(values());
  for (const std::size_t missing : {1U, 2U, 23U, 24U, 40U}) {
    CAPTURE(missing);
    CHECK(failure_of(write_bytes(directory / "cut.mha", whole.substr(0, whole.size() - missing)))
              .code() == ErrorCode::io_read);
  }
  Header zipped;
  zipped.compressed = "True";
  const std::string voxels = deflated(raw(values()));
  for (const std::size_t missing : {1U, 4U, 10U}) {
    CAPTURE(missing);
    CHECK(failure_of(write_bytes(directory / "cut.mha",
                                 zipped.text() + voxels.substr(0, voxels.size() - missing)))
              .code() == ErrorCode::io_read);
  }
  Header apart;
  apart.data = "missing.raw";
  CHECK(failure_of(write_bytes(directory / "apart.mhd", apart.text())).code() ==
        ErrorCode::io_read);
}

TEST_CASE("a MetaImage header that promises more than there is is refused") {
  const TemporaryDirectory directory;
  for (const char* size : {"30000 30000 30000", "3000000 3000000 3000000", "3 2 3"}) {
    Header header;
    header.size = size;
    CAPTURE(size);
    CHECK_THROWS_AS(
        voxtrait::read_image(write_bytes(directory / "i.mha", header.text() + raw(values()))),
        Error);
  }
}

TEST_CASE("text and colours and series in MetaImages are refused") {
  const TemporaryDirectory directory;
  CHECK(failure_of(write_bytes(directory / "text.mha", std::string(500, 'x'))).code() ==
        ErrorCode::io_read);
  Header colours;
  colours.type = "MET_UCHAR";
  colours.extra = "ElementNumberOfChannels = 3\n";
  CHECK(failure_of(write_bytes(directory / "rgb.mha", colours.text() + std::string(36, 'x')))
            .code() == ErrorCode::io_unsupported);
  Header series;
  series.dimensions = "4";
  series.size = "3 2 1 2";
  series.spacing = "1 1 1 1";
  series.matrix = "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1";
  series.offset = "0 0 0 0";
  CHECK(failure_of(write_bytes(directory / "4d.mha", series.text() + raw(values()))).code() ==
        ErrorCode::io_unsupported);
}

TEST_CASE("impossible voxel sizes in MetaImages are refused") {
  const TemporaryDirectory directory;
  for (const char* spacing : {"0 1 1", "1 1 0", "-1 1 1", "nan 1 1"}) {
    Header header;
    header.spacing = spacing;
    CAPTURE(spacing);
    const Error error = failure_of(write_bytes(directory / "i.mha", header.text() + raw(values())));
    CHECK((error.code() == ErrorCode::geometry_invalid || error.code() == ErrorCode::io_read));
  }
  Header sheared;
  sheared.matrix = "1 0 0 0.5 1 0 0 0 1";
  CHECK_THROWS_AS(
      voxtrait::read_image(write_bytes(directory / "i.mha", sheared.text() + raw(values()))),
      Error);
}
