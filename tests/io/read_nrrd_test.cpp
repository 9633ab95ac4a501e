#include <catch2/catch.hpp>
#include <map>

#include "support/errors.hpp"
#include "support/files.hpp"
#include "support/read_back.hpp"
#include "voxtrait/io/read_image.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Image;
using voxtrait::test::as_doubles;
using voxtrait::test::error_of;
using voxtrait::test::gzipped;
using voxtrait::test::raw;
using voxtrait::test::TemporaryDirectory;
using voxtrait::test::twelve_values;
using voxtrait::test::voxels_of;
using voxtrait::test::write_bytes;

using Fields = std::map<std::string, std::string>;

Fields fields(const std::string& type) {
  return {{"type", type},
          {"dimension", "3"},
          {"space", "left-posterior-superior"},
          {"sizes", "3 2 2"},
          {"space directions", "(0.5,0,0) (0,0.75,0) (0,0,2)"},
          {"kinds", "domain domain domain"},
          {"endian", "little"},
          {"encoding", "raw"},
          {"space origin", "(-1,2.5,30)"}};
}

std::string nrrd(const Fields& f, const std::string& voxels) {
  std::string text = "NRRD0004\n";
  for (const auto& [key, value] : f) text += key + ": " + value + "\n";
  return text + "\n" + voxels;
}

template <class T>
std::string type_name() {
  if constexpr (std::is_same_v<T, float>) return "float";
  if constexpr (std::is_same_v<T, double>) return "double";
  const std::string prefix = std::is_signed_v<T> ? "int" : "uint";
  return prefix + std::to_string(8 * sizeof(T));
}

Error failure_of(const std::filesystem::path& path) {
  return error_of([&] { voxtrait::read_image(path); });
}

const std::vector<std::int16_t>& values() {
  static const std::vector<std::int16_t> list = twelve_values<std::int16_t>();
  return list;
}

}  // namespace

TEMPLATE_TEST_CASE("NRRD is read in the type and byte order that the file has", "", std::int8_t,
                   std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t,
                   std::int64_t, std::uint64_t, float, double) {
  const TemporaryDirectory directory;
  const auto numbers = twelve_values<TestType>();
  Fields f = fields(type_name<TestType>());
  for (const bool big_endian : {false, true}) {
    f["endian"] = big_endian ? "big" : "little";
    const Image image = voxtrait::read_image(
        write_bytes(directory / "image.nrrd", nrrd(f, raw(numbers, big_endian))));
    CAPTURE(big_endian);
    CHECK(image.type() == voxtrait::pixel_type_of<TestType>());
    CHECK(image.geometry().size == voxtrait::Index{3, 2, 2});
    CHECK(image.geometry().spacing == voxtrait::Vector{0.5, 0.75, 2.0});
    CHECK(image.geometry().origin == voxtrait::Vector{-1.0, 2.5, 30.0});
    CHECK(voxels_of(image) == as_doubles(numbers));
  }
}

TEST_CASE("compressed NRRD files and headers with a file of their own are read") {
  const TemporaryDirectory directory;
  Fields f = fields("int16");
  f["encoding"] = "gzip";
  CHECK(voxels_of(voxtrait::read_image(write_bytes(
            directory / "zipped.nrrd", nrrd(f, gzipped(raw(values())))))) == as_doubles(values()));
  f["encoding"] = "raw";
  f["data file"] = "voxels.raw";
  write_bytes(directory / "voxels.raw", raw(values()));
  CHECK(voxels_of(voxtrait::read_image(write_bytes(directory / "header.nhdr", nrrd(f, "")))) ==
        as_doubles(values()));
}

TEST_CASE("NRRD directions are columns of the direction matrix in LPS") {
  const TemporaryDirectory directory;
  Fields f = fields("int16");
  f["space"] = "right-anterior-superior";
  f["space directions"] = "(0,0.5,0) (0,0,0.75) (-2,0,0)";
  f["space origin"] = "(1,2,3)";
  const auto g =
      voxtrait::read_image(write_bytes(directory / "i.nrrd", nrrd(f, raw(values())))).geometry();
  CHECK(g.spacing == voxtrait::Vector{0.5, 0.75, 2.0});
  CHECK(g.origin == voxtrait::Vector{-1.0, -2.0, 3.0});
  const auto p = g.position({1, 1, 1});
  CHECK(p[0] == Approx(-1.0 + 2.0));
  CHECK(p[1] == Approx(-2.0 - 0.5));
  CHECK(p[2] == Approx(3.0 + 0.75));
}

TEST_CASE("a plane in NRRD becomes one slice") {
  const TemporaryDirectory directory;
  Fields f = fields("int16");
  f["dimension"] = "2";
  f["sizes"] = "3 4";
  f["kinds"] = "domain domain";
  f.erase("space");
  f.erase("space directions");
  f.erase("space origin");
  f["spacings"] = "0.5 0.75";
  const Image image =
      voxtrait::read_image(write_bytes(directory / "i.nrrd", nrrd(f, raw(values()))));
  CHECK(image.geometry().size == voxtrait::Index{3, 4, 1});
  CHECK(image.geometry().spacing[1] == 0.75);
  CHECK(voxels_of(image) == as_doubles(values()));
}

TEST_CASE("truncated NRRD files are refused") {
  const TemporaryDirectory directory;
  const Fields f = fields("int16");
  const std::string whole = nrrd(f, raw(values()));
  for (const std::size_t missing : {1U, 2U, 23U, 24U}) {
    CAPTURE(missing);
    CHECK(failure_of(write_bytes(directory / "cut.nrrd", whole.substr(0, whole.size() - missing)))
              .code() == ErrorCode::io_read);
  }
  CHECK(failure_of(write_bytes(directory / "cut.nrrd", whole.substr(0, 40))).code() ==
        ErrorCode::io_read);
  Fields zipped = f;
  zipped["encoding"] = "gzip";
  const std::string voxels = gzipped(raw(values()));
  for (const std::size_t missing : {12U, 20U, 30U}) {
    CAPTURE(missing);
    CHECK(failure_of(write_bytes(directory / "cut.nrrd",
                                 nrrd(zipped, voxels.substr(0, voxels.size() - missing))))
              .code() == ErrorCode::io_read);
  }
  std::string damaged = voxels;
  damaged[damaged.size() - 6] ^= 0x40;  // in the checksum
  CHECK(failure_of(write_bytes(directory / "damaged.nrrd", nrrd(zipped, damaged))).code() ==
        ErrorCode::io_read);
  Fields apart = f;
  apart["data file"] = "missing.raw";
  CHECK(failure_of(write_bytes(directory / "apart.nhdr", nrrd(apart, ""))).code() ==
        ErrorCode::io_read);
}

TEST_CASE("a NRRD header that promises more than there is is refused before memory is taken") {
  const TemporaryDirectory directory;
  for (const char* sizes : {"30000 30000 30000", "3000000 3000000 3000000", "3 2 3"}) {
    Fields f = fields("double");
    f["sizes"] = sizes;
    CAPTURE(sizes);
    CHECK(failure_of(write_bytes(directory / "i.nrrd", nrrd(f, raw(values())))).code() ==
          ErrorCode::io_read);
  }
}

TEST_CASE("text and colours and series in NRRD are refused") {
  const TemporaryDirectory directory;
  CHECK(failure_of(write_bytes(directory / "text.nrrd", std::string(500, 'x'))).code() ==
        ErrorCode::io_read);
  CHECK(failure_of(write_bytes(directory / "head.nrrd", "NRRD0004\ntype: nonsense\n\n")).code() ==
        ErrorCode::io_read);
  Fields colours = fields("uint8");
  colours["dimension"] = "4";
  colours["sizes"] = "3 2 2 1";
  colours["kinds"] = "RGB-color domain domain domain";
  colours["space directions"] = "none (0.5,0,0) (0,0.75,0) (0,0,2)";
  CHECK(
      failure_of(write_bytes(directory / "rgb.nrrd", nrrd(colours, std::string(12, 'x')))).code() ==
      ErrorCode::io_unsupported);
  Fields series = fields("uint8");
  series["dimension"] = "4";
  series["sizes"] = "3 2 1 2";
  series["kinds"] = "domain domain domain domain";
  series.erase("space");
  series.erase("space directions");
  series.erase("space origin");
  series["spacings"] = "1 1 1 1";
  CHECK(failure_of(write_bytes(directory / "4d.nrrd", nrrd(series, std::string(12, 'x')))).code() ==
        ErrorCode::io_unsupported);
}

TEST_CASE("impossible voxel sizes in NRRD are refused") {
  const TemporaryDirectory directory;
  for (const char* directions :
       {"(0,0,0) (0,0.75,0) (0,0,2)", "(0.5,0,0) (0,0.75,0) (0,0,0)", "(0.5,0,0) (0.5,0,0) (0,0,2)",
        "(0.5,0,0) (0.4,0.75,0) (0,0,2)", "(nan,0,0) (0,0.75,0) (0,0,2)"}) {
    Fields f = fields("int16");
    f["space directions"] = directions;
    CAPTURE(directions);
    const Error error = failure_of(write_bytes(directory / "i.nrrd", nrrd(f, raw(values()))));
    CAPTURE(error.what());
    CHECK((error.code() == ErrorCode::geometry_invalid || error.code() == ErrorCode::io_read));
  }
  for (const char* spacings : {"0 1 1", "-1 1 1"}) {
    Fields f = fields("int16");
    f.erase("space");
    f.erase("space directions");
    f.erase("space origin");
    f["spacings"] = spacings;
    CAPTURE(spacings);
    CHECK_THROWS_AS(voxtrait::read_image(write_bytes(directory / "i.nrrd", nrrd(f, raw(values())))),
                    Error);
  }
}
