#include <itkBSplineInterpolateImageFunction.h>
#include <itkGaussianInterpolateImageFunction.h>
#include <itkImage.h>
#include <itkLabelImageGaussianInterpolateImageFunction.h>
#include <itkLinearInterpolateImageFunction.h>
#include <itkNearestNeighborInterpolateImageFunction.h>
#include <itkResampleImageFilter.h>
#include <itkWindowedSincInterpolateImageFunction.h>

#include <algorithm>
#include <new>

#include "pyradiomics_grid.hpp"
#include "voxtrait/preprocess/frame.hpp"

namespace voxtrait {

namespace {

using ItkImage = itk::Image<double, 3>;
using Interpolation = itk::InterpolateImageFunction<ItkImage, double>;

/// Gives an ITK image the part of a geometry that is no size.
template <class Target>
void place(Target& target, const Geometry& geometry) {
  ItkImage::SpacingType spacing;
  ItkImage::PointType origin;
  ItkImage::DirectionType direction;
  for (unsigned a = 0; a < 3; ++a) {
    spacing[a] = geometry.spacing[a];
    origin[a] = geometry.origin[a];
    for (unsigned b = 0; b < 3; ++b) direction[a][b] = geometry.direction[3 * a + b];
  }
  if constexpr (requires { target.SetOutputSpacing(spacing); }) {
    target.SetOutputSpacing(spacing);
    target.SetOutputOrigin(origin);
    target.SetOutputDirection(direction);
  } else {
    target.SetSpacing(spacing);
    target.SetOrigin(origin);
    target.SetDirection(direction);
  }
}

ItkImage::SizeType size_of(const Index& extents) {
  ItkImage::SizeType size;
  for (unsigned a = 0; a < 3; ++a) size[a] = static_cast<itk::SizeValueType>(extents[a]);
  return size;
}

/// The part keeps its place in the whole image, so that positions have the same bits.
ItkImage::Pointer itk_image(const ImagePart& part) {
  auto image = ItkImage::New();
  ItkImage::IndexType begin;
  for (unsigned a = 0; a < 3; ++a) begin[a] = part.box.begin[a];
  image->SetRegions(ItkImage::RegionType(begin, size_of(part.box.extents())));
  place(*image, part.geometry);
  image->Allocate();
  std::ranges::copy(part.values.values(), image->GetBufferPointer());
  return image;
}

template <template <unsigned, class, class> class Window>
Interpolation::Pointer windowed_sinc() {
  constexpr unsigned radius = 5;
  using Function =
      itk::WindowedSincInterpolateImageFunction<ItkImage, radius, Window<radius, double, double>>;
  return Function::New().GetPointer();
}

/// Widths as SimpleITK sets them: in voxels of the image.
template <class Function>
Interpolation::Pointer gaussian(const Vector& spacing, double sigma, double alpha) {
  auto function = Function::New();
  typename Function::ArrayType widths;
  for (unsigned a = 0; a < 3; ++a) widths[a] = sigma * spacing[a];
  function->SetSigma(widths);
  function->SetAlpha(alpha);
  return function.GetPointer();
}

Interpolation::Pointer cubic_spline() {
  auto function = itk::BSplineInterpolateImageFunction<ItkImage, double, double>::New();
  function->SetSplineOrder(3);
  return function.GetPointer();
}

Interpolation::Pointer interpolation(PyradiomicsInterpolator kind, const Vector& spacing) {
  using Kind = PyradiomicsInterpolator;
  switch (kind) {
    case Kind::nearest_neighbor:
      return itk::NearestNeighborInterpolateImageFunction<ItkImage, double>::New().GetPointer();
    case Kind::linear:
      return itk::LinearInterpolateImageFunction<ItkImage, double>::New().GetPointer();
    case Kind::bspline: break;
    case Kind::gaussian:
      return gaussian<itk::GaussianInterpolateImageFunction<ItkImage, double>>(spacing, 0.8, 4.0);
    case Kind::label_gaussian:
      return gaussian<itk::LabelImageGaussianInterpolateImageFunction<ItkImage, double>>(spacing,
                                                                                         1.0, 1.0);
    case Kind::hamming_windowed_sinc: return windowed_sinc<itk::Function::HammingWindowFunction>();
    case Kind::cosine_windowed_sinc: return windowed_sinc<itk::Function::CosineWindowFunction>();
    case Kind::welch_windowed_sinc: return windowed_sinc<itk::Function::WelchWindowFunction>();
    case Kind::lanczos_windowed_sinc: return windowed_sinc<itk::Function::LanczosWindowFunction>();
    case Kind::blackman_windowed_sinc:
      return windowed_sinc<itk::Function::BlackmanWindowFunction>();
  }
  return cubic_spline();
}

using Resampler = itk::ResampleImageFilter<ItkImage, ItkImage, double>;

/// Runs a filter in our terms: it can be interrupted, and memory ends as it does elsewhere.
void update(Resampler& filter, const Parallel& parallel) {
  filter.AddObserver(itk::ProgressEvent(), [&filter, &parallel](const itk::EventObject&) {
    try {
      parallel.check();
    } catch (const Interrupted&) {
      filter.AbortGenerateDataOn();
    }
  });
  try {
    filter.Update();
  } catch (const itk::ProcessAborted&) {
    throw Interrupted{};
  } catch (const itk::MemoryAllocationError&) {
    throw std::bad_alloc();
  }
}

}  // namespace

Volume<double> resample_itk(const ImagePart& image, const Geometry& target,
                            PyradiomicsInterpolator interpolator, const Parallel& parallel) {
  const ItkImage::Pointer input = itk_image(image);
  auto filter = Resampler::New();
  filter->SetNumberOfWorkUnits(static_cast<unsigned>(parallel.threads()));
  filter->SetInput(input);
  filter->SetInterpolator(interpolation(interpolator, image.geometry.spacing));
  filter->SetDefaultPixelValue(0.0);
  filter->SetSize(size_of(target.size));
  place(*filter, target);
  update(*filter, parallel);
  Volume<double> result(target.size);
  const double* values = filter->GetOutput()->GetBufferPointer();
  std::copy_n(values, result.values().size(), result.values().begin());
  return result;
}

Volume<std::uint8_t> resample_mask_itk(const ImageView& mask, std::int64_t label, const Box& roi,
                                       const Geometry& target, const Parallel& parallel) {
  Frame frame;
  frame.size = mask.geometry.size;
  const Box box = grown(roi, {2, 2, 2}, frame.size);
  const Volume<std::uint8_t> set = crop_label(mask, label, frame, box, roi).mask;
  ImagePart part{mask.geometry, box, Volume<double>(box.extents())};
  std::ranges::copy(set.values(), part.values.values().begin());
  const Volume<double> moved =
      resample_itk(part, target, PyradiomicsInterpolator::nearest_neighbor, parallel);
  Volume<std::uint8_t> result(target.size);
  std::ranges::transform(moved.values(), result.values().begin(),
                         [](double value) { return static_cast<std::uint8_t>(value != 0.0); });
  return result;
}

}  // namespace voxtrait
