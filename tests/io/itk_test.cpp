#include "voxtrait/itk.hpp"

#include <catch2/catch.hpp>

#include "support/phantom.hpp"
#include "support/tables.hpp"

namespace {

template <class Pixel, unsigned int Dimension>
typename itk::Image<Pixel, Dimension>::Pointer
image_of(const typename itk::Image<Pixel, Dimension>::RegionType& region) {
  auto image = itk::Image<Pixel, Dimension>::New();
  image->SetRegions(region);
  image->Allocate(true);
  return image;
}

}  // namespace

TEST_CASE("an ITK image is seen where it is with its geometry") {
  using Image = itk::Image<short, 3>;
  const auto image = image_of<short, 3>({{{0, 0, 0}}, {{4, 3, 2}}});
  const double spacing[] = {0.5, 0.75, 2.0};
  const double origin[] = {-1.0, 2.5, 30.0};
  const auto rotation = voxtrait::test::rotation(10, 20, 30);
  Image::DirectionType direction;
  for (unsigned r = 0; r < 3; ++r) {
    for (unsigned c = 0; c < 3; ++c) direction[r][c] = rotation[3 * r + c];
  }
  image->SetSpacing(spacing);
  image->SetOrigin(origin);
  image->SetDirection(direction);
  const voxtrait::ImageView view = voxtrait::view(*image);
  CHECK(view.data == image->GetBufferPointer());
  CHECK(view.type == voxtrait::PixelType::int16);
  CHECK(view.geometry.size == voxtrait::Index{4, 3, 2});
  Image::PointType expected;
  image->TransformIndexToPhysicalPoint({{3, 2, 1}}, expected);
  const auto found = view.geometry.position({3, 2, 1});
  for (unsigned a = 0; a < 3; ++a) CHECK(found[a] == Approx(expected[a]).margin(1e-12));
}

TEST_CASE("an ITK image whose indices do not begin at 0 has the origin of its first voxel") {
  const auto image = image_of<float, 3>({{{5, -2, 1}}, {{2, 2, 2}}});
  const double spacing[] = {2.0, 3.0, 4.0};
  image->SetSpacing(spacing);
  CHECK(voxtrait::view(*image).geometry.origin == voxtrait::Vector{10.0, -6.0, 4.0});
}

TEST_CASE("an ITK plane becomes one slice") {
  const auto image = image_of<unsigned char, 2>({{{0, 0}}, {{4, 3}}});
  const voxtrait::ImageView view = voxtrait::view(*image);
  CHECK(view.geometry.size == voxtrait::Index{4, 3, 1});
  CHECK(view.type == voxtrait::PixelType::uint8);
  CHECK_NOTHROW(voxtrait::require_valid(view.geometry, "image"));
}

TEST_CASE("features of an ITK image are those of its voxels") {
  const auto phantom =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({9, 8, 7}), {1, 1, 1}, 30);
  const auto image = image_of<short, 3>({{{0, 0, 0}}, {{9, 8, 7}}});
  const auto mask = image_of<unsigned char, 3>({{{0, 0, 0}}, {{9, 8, 7}}});
  std::copy(phantom.image.voxels.begin(), phantom.image.voxels.end(), image->GetBufferPointer());
  std::copy(phantom.mask.voxels.begin(), phantom.mask.voxels.end(), mask->GetBufferPointer());
  CHECK(voxtrait::test::first_difference(voxtrait::extract(*image, *mask),
                                         voxtrait::extract(phantom.image, phantom.mask)) == "");
}
