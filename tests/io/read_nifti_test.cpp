#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "support/errors.hpp"
#include "support/nifti_file.hpp"
#include "support/read_back.hpp"
#include "support/stored_image.hpp"
#include "voxtrait/io/read_image.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Image;
using voxtrait::test::as_doubles;
using voxtrait::test::contains;
using voxtrait::test::error_of;
using voxtrait::test::gzipped;
using voxtrait::test::NiftiFile;
using voxtrait::test::TemporaryDirectory;
using voxtrait::test::twelve_values;
using voxtrait::test::voxels_of;
using voxtrait::test::write_bytes;

NiftiFile small() { return NiftiFile::of(twelve_values<std::int16_t>()); }

Error failure_of(const std::filesystem::path& path) {
  return error_of([&] { voxtrait::read_image(path); });
}

}  // namespace

TEMPLATE_TEST_CASE("NIfTI is read in the type and byte order that the file has", "", std::int8_t,
                   std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t,
                   std::int64_t, std::uint64_t, float, double) {
  const TemporaryDirectory directory;
  const auto values = twelve_values<TestType>();
  for (const bool big_endian : {false, true}) {
    const std::string bytes = NiftiFile::of(values, big_endian).bytes();
    for (const auto& path : {write_bytes(directory / "image.nii", bytes),
                             write_bytes(directory / "zipped.nii.gz", gzipped(bytes))}) {
      const Image image = voxtrait::read_image(path);
      CAPTURE(big_endian, path);
      CHECK(image.type() == voxtrait::pixel_type_of<TestType>());
      CHECK(image.geometry().size == voxtrait::Index{3, 2, 2});
      CHECK(image.geometry().spacing == voxtrait::Vector{0.5, 0.75, 2.0});
      CHECK(voxels_of(image) == as_doubles(values));
    }
  }
}

TEST_CASE("NaN and Inf in a NIfTI file stay what they are") {
  std::vector<float> values(12, 1.0F);
  values[3] = std::numeric_limits<float>::quiet_NaN();
  values[5] = std::numeric_limits<float>::infinity();
  const TemporaryDirectory directory;
  const auto found = voxels_of(
      voxtrait::read_image(write_bytes(directory / "nan.nii", NiftiFile::of(values).bytes())));
  CHECK(std::isnan(found[3]));
  CHECK(std::isinf(found[5]));
  CHECK(found[4] == 1.0);
}

TEST_CASE("rescaled NIfTI voxels are slope times value plus intercept") {
  NiftiFile file = NiftiFile::of(std::vector<std::int16_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  file.slope = 2.5F;
  file.intercept = -1024.0F;
  const TemporaryDirectory directory;
  const auto found =
      voxels_of(voxtrait::read_image(write_bytes(directory / "scaled.nii", file.bytes())));
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i] == 2.5 * static_cast<double>(i) - 1024.0);
  }
}

TEST_CASE("a slope of 0 or without a number means that nothing is rescaled") {
  for (const float slope : {0.0F, std::numeric_limits<float>::quiet_NaN()}) {
    NiftiFile file = small();
    file.slope = slope;
    file.intercept = 7.0F;
    const TemporaryDirectory directory;
    const Image image = voxtrait::read_image(write_bytes(directory / "i.nii", file.bytes()));
    CHECK(image.type() == voxtrait::PixelType::int16);
    CHECK(voxels_of(image) == as_doubles(twelve_values<std::int16_t>()));
  }
}

TEST_CASE("NIfTI orientations become LPS positions") {
  NiftiFile file = small();
  // Columns: x towards the left by 0.5 mm, y towards the head by 0.75 mm, z to the front by 2 mm.
  file.sform = {-0.5F, 0, 0, 10, 0, 0, 2, -20, 0, 0.75F, 0, 30};
  const TemporaryDirectory directory;
  const Image image = voxtrait::read_image(write_bytes(directory / "i.nii", file.bytes()));
  const voxtrait::Geometry& g = image.geometry();
  CHECK(g.spacing == voxtrait::Vector{0.5, 0.75, 2.0});
  const auto p = g.position({1, 1, 1});
  CHECK(p[0] == Approx(-10.0 + 0.5));  // left is positive
  CHECK(p[1] == Approx(20.0 - 2.0));   // back is positive
  CHECK(p[2] == Approx(30.0 + 0.75));
}

TEST_CASE("oblique NIfTI directions survive") {
  const auto d = voxtrait::test::rotation(10, -20, 35);
  NiftiFile file = small();
  for (std::size_t r = 0; r < 3; ++r) {
    const float to_ras = r < 2 ? -1.0F : 1.0F;
    for (std::size_t a = 0; a < 3; ++a) {
      file.sform.push_back(to_ras * static_cast<float>(d[3 * r + a]) * file.spacing[a]);
    }
    file.sform.push_back(to_ras * static_cast<float>(r + 5));
  }
  const TemporaryDirectory directory;
  const auto g = voxtrait::read_image(write_bytes(directory / "i.nii", file.bytes())).geometry();
  for (std::size_t i = 0; i < 9; ++i) CHECK(g.direction[i] == Approx(d[i]).margin(1e-6));
  CHECK(g.origin[1] == Approx(6.0));
}

TEST_CASE("a plane becomes one slice") {
  NiftiFile file = NiftiFile::of(std::vector<float>{1, 2, 3, 4, 5, 6});
  file.size = {3, 2};
  file.spacing = {0.5F, 0.75F};
  const TemporaryDirectory directory;
  const Image image = voxtrait::read_image(write_bytes(directory / "i.nii", file.bytes()));
  CHECK(image.geometry().size == voxtrait::Index{3, 2, 1});
  CHECK(image.geometry().spacing[1] == 0.75);
  CHECK(voxels_of(image) == std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK_NOTHROW(voxtrait::require_valid(image.geometry(), "image"));
}

TEST_CASE("further dimensions of size 1 do no harm") {
  NiftiFile file = small();
  file.size = {3, 2, 2, 1, 1};
  const TemporaryDirectory directory;
  CHECK(voxtrait::read_image(write_bytes(directory / "i.nii", file.bytes())).geometry().size ==
        voxtrait::Index{3, 2, 2});
}

TEST_CASE("of files that differ in their ending the one that is asked for is read") {
  const TemporaryDirectory directory;
  const std::vector<std::int16_t> plain(12, 1);
  const std::vector<std::int16_t> zipped(8, 2);
  NiftiFile other = NiftiFile::of(zipped);
  other.size = {2, 2, 2};
  other.spacing = {1.25F, 1.25F, 3.0F};
  write_bytes(directory / "x.nii", NiftiFile::of(plain).bytes());
  write_bytes(directory / "x.nii.gz", gzipped(other.bytes()));
  const Image from_plain = voxtrait::read_image(directory / "x.nii");
  CHECK(voxels_of(from_plain) == as_doubles(plain));
  CHECK(from_plain.geometry().spacing == voxtrait::Vector{0.5, 0.75, 2.0});
  const Image from_zipped = voxtrait::read_image(directory / "x.nii.gz");
  CHECK(from_zipped.geometry().size == voxtrait::Index{2, 2, 2});
  CHECK(from_zipped.geometry().spacing == voxtrait::Vector{1.25, 1.25, 3.0});
  CHECK(voxels_of(from_zipped) == as_doubles(zipped));
}

TEST_CASE("a file is read whatever lies beside it") {
  const TemporaryDirectory directory;
  const std::vector<std::int16_t> values(12, 3);
  const std::string bytes = NiftiFile::of(values).bytes();
  write_bytes(directory / "y.nii", bytes);
  write_bytes(directory / "y.nii.gz", "no gzip at all");
  write_bytes(directory / "y.hdr", "no header");
  CHECK(voxels_of(voxtrait::read_image(directory / "y.nii")) == as_doubles(values));
  write_bytes(directory / "z.nii", "no image");
  write_bytes(directory / "z.nii.gz", gzipped(bytes));
  CHECK(voxels_of(voxtrait::read_image(directory / "z.nii.gz")) == as_doubles(values));
  CHECK(failure_of(directory / "z.nii").code() == ErrorCode::io_read);
}

TEST_CASE("names with spaces and dots and upper case are read") {
  const TemporaryDirectory directory;
  for (const char* name : {"a b.nii", "a.b.c.nii", ".nii", "IMAGE.NII", "caf\xc3\xa9.nii"}) {
    CAPTURE(name);
    CHECK_NOTHROW(voxtrait::read_image(write_bytes(directory / name, small().bytes())));
  }
}

TEST_CASE("a truncated NIfTI file is refused wherever it ends") {
  const TemporaryDirectory directory;
  const std::string bytes = small().bytes();
  std::vector<std::int16_t> noise(12000);
  for (std::size_t i = 0; i < noise.size(); ++i) {
    noise[i] = static_cast<std::int16_t>((i * 2654435761U) >> 7U);
  }
  NiftiFile large = NiftiFile::of(noise);
  large.size = {30, 20, 20};
  const std::string zipped = gzipped(large.bytes());
  REQUIRE_NOTHROW(voxtrait::read_image(write_bytes(directory / "whole.nii.gz", zipped)));
  for (const std::size_t end : {std::size_t{1}, std::size_t{4}, std::size_t{100}, std::size_t{347},
                                std::size_t{348}, std::size_t{352}, bytes.size() - 1}) {
    CAPTURE(end);
    const Error error = failure_of(write_bytes(directory / "cut.nii", bytes.substr(0, end)));
    CHECK(error.code() == ErrorCode::io_read);
    CHECK(contains(error.what(), "cut.nii"));
  }
  for (const std::size_t end : {std::size_t{1}, std::size_t{10}, std::size_t{200},
                                zipped.size() / 2, zipped.size() - 9, zipped.size() - 1}) {
    CAPTURE(end);
    CHECK(failure_of(write_bytes(directory / "cut.nii.gz", zipped.substr(0, end))).code() ==
          ErrorCode::io_read);
  }
}

TEST_CASE("a damaged byte in a .nii.gz is noticed by its checksum") {
  const TemporaryDirectory directory;
  std::string zipped = gzipped(small().bytes());
  zipped[zipped.size() - 6] ^= 0x40;  // in the checksum
  CHECK(failure_of(write_bytes(directory / "i.nii.gz", zipped)).code() == ErrorCode::io_read);
}

TEST_CASE("what is no NIfTI file is refused whatever its name says") {
  const TemporaryDirectory directory;
  const std::string text(2000, 'x');
  for (const char* name : {"text.nii", "text.nii.gz"}) {
    CHECK(failure_of(write_bytes(directory / name, text)).code() == ErrorCode::io_read);
  }
  CHECK(failure_of(write_bytes(directory / "zipped.nii.gz", gzipped(text))).code() ==
        ErrorCode::io_read);
  CHECK(failure_of(write_bytes(directory / "zeros.nii", std::string(2000, '\0'))).code() ==
        ErrorCode::io_read);
  std::string without_magic = small().bytes();
  without_magic.replace(344, 4, "abcd");
  CHECK(failure_of(write_bytes(directory / "magic.nii", without_magic)).code() ==
        ErrorCode::io_read);
}

TEST_CASE("missing and empty files and directories and other kinds are refused") {
  const TemporaryDirectory directory;
  CHECK(failure_of(directory / "missing.nii.gz").code() == ErrorCode::io_read);
  CHECK(contains(failure_of(directory / "missing.nii.gz").what(), "missing.nii.gz"));
  CHECK(failure_of(write_bytes(directory / "empty.nii", "")).code() == ErrorCode::io_read);
  CHECK(failure_of(write_bytes(directory / "empty.nii.gz", "")).code() == ErrorCode::io_read);
  std::filesystem::create_directory(directory / "folder.nii");
  CHECK(failure_of(directory / "folder.nii").code() == ErrorCode::io_read);
  CHECK(failure_of(directory.path()).code() == ErrorCode::io_read);
  CHECK(failure_of(write_bytes(directory / "image.jpg", "x")).code() == ErrorCode::io_unsupported);
  CHECK(failure_of(write_bytes(directory / "image", "x")).code() == ErrorCode::io_unsupported);
}

TEST_CASE("series and colours and complex numbers are refused as unsupported") {
  const TemporaryDirectory directory;
  NiftiFile series = small();
  series.size = {3, 2, 1, 2};
  const Error four = failure_of(write_bytes(directory / "series.nii", series.bytes()));
  CHECK(four.code() == ErrorCode::io_unsupported);
  CHECK(contains(four.what(), "2 volumes"));
  struct Case {
    std::int16_t datatype;
    std::int16_t bits;
  };
  for (const Case& c : {Case{128, 24}, {2304, 32}, {32, 64}, {1792, 128}, {1536, 128}, {1, 1}}) {
    NiftiFile file = small();
    file.datatype = c.datatype;
    file.bits = c.bits;
    file.voxels = std::string(static_cast<std::size_t>(12 * c.bits / 8 + 1), '\1');
    CAPTURE(c.datatype);
    CHECK(failure_of(write_bytes(directory / "i.nii", file.bytes())).code() ==
          ErrorCode::io_unsupported);
  }
}

TEST_CASE("impossible voxel sizes are refused and not replaced") {
  const TemporaryDirectory directory;
  for (const float bad : {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN(),
                          std::numeric_limits<float>::infinity()}) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      NiftiFile file = small();
      file.spacing[axis] = bad;
      CAPTURE(bad, axis);
      CHECK(failure_of(write_bytes(directory / "i.nii", file.bytes())).code() ==
            ErrorCode::geometry_invalid);
      file.big_endian = true;
      CHECK(failure_of(write_bytes(directory / "big.nii", file.bytes())).code() ==
            ErrorCode::geometry_invalid);
    }
  }
}

TEST_CASE("headers that promise more than there is are refused before memory is taken") {
  const TemporaryDirectory directory;
  for (const std::vector<std::int16_t>& size :
       {std::vector<std::int16_t>{32767, 32767, 32767}, {32767, 32767, 1}, {3, 2, 3}}) {
    NiftiFile file = NiftiFile::of(std::vector<double>(12, 1.0));
    file.size = size;
    CAPTURE(size);
    CHECK(failure_of(write_bytes(directory / "i.nii", file.bytes())).code() == ErrorCode::io_read);
    CHECK(failure_of(write_bytes(directory / "i.nii.gz", gzipped(file.bytes()))).code() ==
          ErrorCode::io_read);
  }
}

TEST_CASE("impossible sizes are refused") {
  const TemporaryDirectory directory;
  for (const std::vector<std::int16_t>& size :
       {std::vector<std::int16_t>{0, 2, 2}, {-3, 2, 2}, {3, 2, 0}}) {
    NiftiFile file = small();
    file.size = size;
    CAPTURE(size);
    CHECK_THROWS_AS(voxtrait::read_image(write_bytes(directory / "i.nii", file.bytes())), Error);
  }
}

TEMPLATE_TEST_CASE("the rows of a part are read as in the whole image", "", std::int16_t, double) {
  const TemporaryDirectory directory;
  for (const bool big_endian : {false, true}) {
    for (const float slope : {0.0F, 2.0F}) {
      NiftiFile file = NiftiFile::of(twelve_values<TestType>(), big_endian);
      file.slope = slope;
      const std::string bytes = file.bytes();
      for (const auto& path : {write_bytes(directory / "image.nii", bytes),
                               write_bytes(directory / "zipped.nii.gz", gzipped(bytes))}) {
        CAPTURE(big_endian, slope, path);
        const auto whole = voxels_of(voxtrait::read_image(path));
        const Image part = voxtrait::read_image(path, voxtrait::Box{{1, 1, 1}, {2, 2, 2}});
        CHECK(part.geometry().size == voxtrait::Index{3, 2, 2});
        const auto found = voxels_of(part);
        CHECK(std::vector<double>(found.end() - 3, found.end()) ==
              std::vector<double>(whole.end() - 3, whole.end()));
      }
    }
  }
}

TEST_CASE("a file is checked to its end even where only a part of it is read") {
  const TemporaryDirectory directory;
  const std::string bytes = small().bytes();
  const std::string zipped = gzipped(bytes);
  std::string wrong_sum = zipped;
  wrong_sum[wrong_sum.size() - 6] ^= 0x40;
  const voxtrait::Box nothing;
  for (const auto& path :
       {write_bytes(directory / "short.nii", bytes.substr(0, bytes.size() - 1)),
        write_bytes(directory / "short.nii.gz", zipped.substr(0, zipped.size() - 1)),
        write_bytes(directory / "sum.nii.gz", wrong_sum),
        write_bytes(directory / "zipped_short.nii.gz",
                    gzipped(bytes.substr(0, bytes.size() - 1)))}) {
    CAPTURE(path);
    CHECK(error_of([&] { voxtrait::read_image(path, nothing); }).code() == ErrorCode::io_read);
  }
  CHECK_NOTHROW(voxtrait::read_image(write_bytes(directory / "good.nii.gz", zipped), nothing));
}

TEST_CASE("gzip data of several members are one image") {
  const TemporaryDirectory directory;
  const std::string bytes = small().bytes();
  const std::string members =
      gzipped(bytes.substr(0, 100)) + gzipped(bytes.substr(100, 255)) + gzipped(bytes.substr(355));
  CHECK(voxels_of(voxtrait::read_image(write_bytes(directory / "members.nii.gz", members))) ==
        voxels_of(voxtrait::read_image(write_bytes(directory / "plain.nii", bytes))));
}
