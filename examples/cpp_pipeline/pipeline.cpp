// Features of a tumour inside a larger C++ pipeline.
//   pipeline [IMAGE.nii.gz MASK.nii.gz]    without files a small image is made
#include <itkImage.h>
#include <itkImageFileReader.h>
#include <itkNiftiImageIO.h>

#include <cstdio>
#include <exception>
#include <vector>

#include <voxtrait/itk.hpp>

namespace {

using Image = itk::Image<float, 3>;
using Mask = itk::Image<unsigned char, 3>;

template <class T>
typename T::Pointer read(const char* file) {
  const auto reader = itk::ImageFileReader<T>::New();
  reader->SetImageIO(itk::NiftiImageIO::New());
  reader->SetFileName(file);
  reader->Update();
  return reader->GetOutput();
}

/// 8 x 8 x 8 voxels of 1 mm; the central 4 x 4 x 4 have the values 1 to `levels`, the others 0.
template <class T>
typename T::Pointer make(int levels) {
  const auto image = T::New();
  image->SetRegions(typename T::SizeType{8, 8, 8});
  image->Allocate(true);
  for (int i = 0; i < 64; ++i) {
    const typename T::IndexType voxel{2 + i % 4, 2 + i / 4 % 4, 2 + i / 16};
    image->SetPixel(voxel, static_cast<typename T::PixelType>(1 + i % levels));
  }
  return image;
}

/// A value that could not be computed says why; it is never a silent 0.
void print(const voxtrait::Table& table, const char* feature) {
  for (const voxtrait::Row& row : table.rows) {
    if (row.id.feature != feature) continue;
    if (row.value.ok()) {
      std::printf("%s: %.3g\n", feature, row.value.number);
    } else {
      std::printf("%s: no value (%s)\n", feature, row.value.reason.c_str());
    }
  }
}

voxtrait::Settings settings_of_the_study() {
  voxtrait::Settings settings;
  settings.families = {"intensity_statistics", "glcm"};
  settings.aggregations = {voxtrait::Aggregation::merged_3d};
  settings.discretisation.method = voxtrait::Discretiser::fixed_bin_size;
  settings.discretisation.bin_width = 1.0;
  return settings;
}

/// The same from memory that knows nothing of ITK: a pointer and where the voxels lie.
voxtrait::Table extract_from_memory(const voxtrait::Extractor& extractor,
                                    const voxtrait::Request& request) {
  voxtrait::Geometry geometry;
  geometry.size = {4, 2, 1};
  geometry.spacing = {0.5, 0.5, 2.0};
  const std::vector<std::int16_t> voxels{1, 2, 3, 4, 5, 6, 7, 8};
  const std::vector<std::uint8_t> mask{1, 1, 1, 1, 0, 0, 0, 0};
  return extractor.extract(voxtrait::view(voxels.data(), geometry),
                           voxtrait::view(mask.data(), geometry), request);
}

void run(int argc, char** argv) {
  const bool files = argc == 3;
  const Image::Pointer image = files ? read<Image>(argv[1]) : make<Image>(3);
  const Mask::Pointer mask = files ? read<Mask>(argv[2]) : make<Mask>(1);

  const voxtrait::Settings settings = settings_of_the_study();
  voxtrait::Request request;
  request.threads = 1;  // the pipeline's other stages want processors, too

  const voxtrait::Table table = voxtrait::extract(*image, *mask, settings, request);
  print(table, "mean");
  print(table, "joint_entropy");

  std::puts("from memory:");
  const voxtrait::Extractor extractor(settings);  // made once, serves many images and threads
  print(extract_from_memory(extractor, request), "mean");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(argc, argv);
  } catch (const std::exception& error) {  // voxtrait::Error and ITK's exceptions
    std::fprintf(stderr, "pipeline: %s\n", error.what());
    return 1;
  }
  return 0;
}
