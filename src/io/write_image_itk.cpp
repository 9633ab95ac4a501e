#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <system_error>

#include "voxtrait/core/error.hpp"
#include "voxtrait/io/write_image.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> suffixes{".nii.gz", ".nii", ".nrrd", ".mha"};

/// The ending of the name that tells the format; empty for others.
std::string_view suffix_of(const fs::path& path) {
  std::string name = path.filename().string();
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const std::string_view suffix : suffixes) {
    if (name.ends_with(suffix)) return suffix;
  }
  return {};
}

itk::ImageIOBase::Pointer writer_for(std::string_view suffix) {
  if (suffix == ".nrrd") return itk::NrrdImageIO::New().GetPointer();
  if (suffix == ".mha") return itk::MetaImageIO::New().GetPointer();
  return itk::NiftiImageIO::New().GetPointer();
}

void describe(itk::ImageIOBase& io, const Geometry& geometry) {
  io.SetNumberOfDimensions(3);
  itk::ImageIORegion region(3);
  for (unsigned axis = 0; axis < 3; ++axis) {
    io.SetDimensions(axis, static_cast<itk::SizeValueType>(geometry.size[axis]));
    io.SetSpacing(axis, geometry.spacing[axis]);
    io.SetOrigin(axis, geometry.origin[axis]);
    io.SetDirection(axis,
                    std::vector<double>{geometry.direction[axis], geometry.direction[3 + axis],
                                        geometry.direction[6 + axis]});
    region.SetSize(axis, static_cast<itk::SizeValueType>(geometry.size[axis]));
  }
  io.SetIORegion(region);
  io.SetPixelType(itk::IOPixelEnum::SCALAR);
  io.SetComponentType(itk::IOComponentEnum::FLOAT);
  io.SetNumberOfComponents(1);
}

[[noreturn]] void cannot_write(const fs::path& path, const std::string& why) {
  throw Error(ErrorCode::io_write, "cannot write " + path.string() + ": " + why);
}

}  // namespace

void require_writable_format(const fs::path& path) {
  if (!suffix_of(path).empty()) return;
  throw Error(ErrorCode::io_unsupported,
              "images are written as .nii, .nii.gz, .nrrd or .mha; found " + path.string());
}

void write_image(const fs::path& path, const Volume<float>& voxels, const Geometry& geometry) {
  require_writable_format(path);
  const std::string_view suffix = suffix_of(path);
  const fs::path temporary =
      path.string() + ".part" + std::to_string(static_cast<long>(getpid())) + std::string(suffix);
  std::error_code error;
  try {
    const itk::ImageIOBase::Pointer io = writer_for(suffix);
    describe(*io, geometry);
    io->SetFileName(temporary.string());
    io->SetUseCompression(suffix != ".nii");
    io->WriteImageInformation();
    io->Write(voxels.values().data());
  } catch (const itk::ExceptionObject& exception) {
    fs::remove(temporary, error);
    cannot_write(path, exception.GetDescription());
  }
  fs::rename(temporary, path, error);
  if (!error) return;
  const std::string why = error.message();
  fs::remove(temporary, error);
  cannot_write(path, why);
}

}  // namespace voxtrait
