#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "complete.hpp"
#include "meta_image_voxels.hpp"
#include "nifti_guard.hpp"
#include "nifti_header.hpp"
#include "nifti_voxels.hpp"
#include "nrrd_guard.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/io/read_image.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

enum class Format : std::uint8_t { nifti, nrrd, meta_image };

std::optional<Format> format_of(const fs::path& path) {
  struct Suffix {
    std::string_view text;
    Format format;
  };
  constexpr std::array<Suffix, 6> suffixes{{{".nii", Format::nifti},
                                            {".nii.gz", Format::nifti},
                                            {".nrrd", Format::nrrd},
                                            {".nhdr", Format::nrrd},
                                            {".mha", Format::meta_image},
                                            {".mhd", Format::meta_image}}};
  std::string name = path.filename().string();
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const Suffix& suffix : suffixes) {
    if (name.ends_with(suffix.text)) return suffix.format;
  }
  return std::nullopt;
}

itk::ImageIOBase::Pointer reader_for(Format format) {
  switch (format) {
    case Format::nifti: return itk::NiftiImageIO::New().GetPointer();
    case Format::nrrd: return itk::NrrdImageIO::New().GetPointer();
    case Format::meta_image: break;
  }
  return itk::MetaImageIO::New().GetPointer();
}

Format require_readable(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    throw Error(ErrorCode::io_read, "there is no such file", path.string());
  }
  if (!fs::is_regular_file(path, error)) {
    throw Error(ErrorCode::io_read, "expected an image file, found a directory or device",
                path.string());
  }
  const std::optional<Format> format = format_of(path);
  if (!format) {
    throw Error(ErrorCode::io_unsupported,
                "unknown kind of file; expected .nii, .nii.gz, .nrrd, .nhdr, .mha or .mhd",
                path.string());
  }
  if (fs::file_size(path, error) == 0) {
    throw Error(ErrorCode::io_read, "the file is empty", path.string());
  }
  return *format;
}

PixelType pixel_type_of(itk::ImageIOBase& io, const fs::path& path) {
  using Component = itk::ImageIOBase::IOComponentType;
  const bool long_is_8 = sizeof(long) == 8;
  switch (io.GetComponentType()) {
    case Component::CHAR: return PixelType::int8;
    case Component::UCHAR: return PixelType::uint8;
    case Component::SHORT: return PixelType::int16;
    case Component::USHORT: return PixelType::uint16;
    case Component::INT: return PixelType::int32;
    case Component::UINT: return PixelType::uint32;
    case Component::LONG: return long_is_8 ? PixelType::int64 : PixelType::int32;
    case Component::ULONG: return long_is_8 ? PixelType::uint64 : PixelType::uint32;
    case Component::LONGLONG: return PixelType::int64;
    case Component::ULONGLONG: return PixelType::uint64;
    case Component::FLOAT: return PixelType::float32;
    case Component::DOUBLE: return PixelType::float64;
    default: break;
  }
  throw Error(ErrorCode::io_unsupported,
              "unsupported pixel type " +
                  itk::ImageIOBase::GetComponentTypeAsString(io.GetComponentType()),
              path.string());
}

void require_scalar_volume(const itk::ImageIOBase& io, const fs::path& path) {
  if (io.GetNumberOfComponents() != 1) {
    throw Error(ErrorCode::io_unsupported,
                "expected one number for each voxel, found " +
                    std::to_string(io.GetNumberOfComponents()) +
                    " (a colour, vector or complex image); extract one channel first",
                path.string());
  }
  for (unsigned int d = 3; d < io.GetNumberOfDimensions(); ++d) {
    if (io.GetDimensions(d) > 1) {
      throw Error(ErrorCode::io_unsupported,
                  "expected at most three dimensions, found " +
                      std::to_string(io.GetNumberOfDimensions()) + " with " +
                      std::to_string(io.GetDimensions(d)) + " volumes; extract one volume first",
                  path.string());
    }
  }
}

Geometry geometry_of(const itk::ImageIOBase& io) {
  Geometry geometry;
  geometry.size = {1, 1, 1};
  const unsigned int dimensions = std::min(3U, io.GetNumberOfDimensions());
  for (unsigned int a = 0; a < dimensions; ++a) {
    geometry.size[a] = static_cast<std::int64_t>(io.GetDimensions(a));
    geometry.spacing[a] = io.GetSpacing(a);
    geometry.origin[a] = io.GetOrigin(a);
    const std::vector<double> axis = io.GetDirection(a);
    for (std::size_t r = 0; r < std::min<std::size_t>(3, axis.size()); ++r) {
      geometry.direction[3 * r + a] = axis[r];
    }
  }
  return geometry;
}

/// Voxels of a NRRD file: ITK notices when they are incomplete, but takes memory for them first.
std::shared_ptr<const void> read_nrrd_voxels(itk::ImageIOBase& io, const fs::path& path) {
  itk::ImageIORegion region(io.GetNumberOfDimensions());
  for (unsigned int d = 0; d < io.GetNumberOfDimensions(); ++d) {
    region.SetIndex(d, 0);
    region.SetSize(d, io.GetDimensions(d));
  }
  io.SetIORegion(region);
  const auto bytes = static_cast<std::size_t>(io.GetImageSizeInBytes());
  require_plausible_nrrd_size(path, static_cast<std::int64_t>(bytes));
  // NOLINTNEXTLINE(modernize-avoid-c-arrays): uninitialised memory that the reader fills
  std::shared_ptr<std::byte[]> buffer(new std::byte[bytes]);
  io.Read(buffer.get());
  return {buffer, buffer.get()};
}

/// Sizes whose product is no 64-bit number would come back as some other image.
void require_countable(const Geometry& geometry, const fs::path& path) {
  const double bytes = 8.0 * static_cast<double>(geometry.size[0]) *
                       static_cast<double>(geometry.size[1]) *
                       static_cast<double>(geometry.size[2]);
  if (bytes < 9e18) return;
  throw Error(ErrorCode::io_read,
              "expected an image that fits into memory, found " + std::to_string(geometry.size[0]) +
                  " x " + std::to_string(geometry.size[1]) + " x " +
                  std::to_string(geometry.size[2]) + " voxels; the header is damaged",
              path.string());
}

/// What MetaIO has read of the header. Voxels as text or in one file a slice are left out: MetaIO
/// does not notice when some are missing.
MetaImageData data_of(MetaImage& meta, const fs::path& path) {
  const std::string name = meta.ElementDataFileName();
  if (!meta.BinaryData() || name.starts_with("LIST") || name.find('%') != std::string::npos) {
    throw Error(ErrorCode::io_unsupported,
                "expected binary voxels in one file, found text or one file a slice; convert it "
                "to .mha first",
                path.string());
  }
  const bool local = name == "LOCAL" || name == "Local" || name == "local";
  MetaImageData data;
  data.file = local ? path : path.parent_path() / name;
  data.offset = local && meta.HeaderSize() == 0 ? meta_image_header_size(path) : meta.HeaderSize();
  data.compressed = meta.CompressedData();
  data.swapped = meta.BinaryDataByteOrderMSB() != (std::endian::native == std::endian::big);
  return data;
}

std::shared_ptr<const void> read_voxels(itk::ImageIOBase& io, const fs::path& path, PixelType type,
                                        std::int64_t count) {
  if (auto* meta = dynamic_cast<itk::MetaImageIO*>(&io); meta != nullptr) {
    return read_meta_image_voxels(data_of(*meta->GetMetaImagePointer(), path), type, count);
  }
  return read_nrrd_voxels(io, path);
}

/// The stored type; integers that a NIfTI header rescales are read as 32-bit floats.
PixelType type_in_memory(itk::ImageIOBase& io, const fs::path& path,
                         const std::optional<NiftiHeader>& nifti) {
  if (!nifti) return pixel_type_of(io, path);
  const PixelType stored = pixel_type_of(*nifti, path);
  return nifti->rescales() && stored != PixelType::float64 ? PixelType::float32 : stored;
}

ImageHeader read_header(itk::ImageIOBase& io, const fs::path& path,
                        const std::optional<NiftiHeader>& nifti) {
  io.ReadImageInformation();
  require_scalar_volume(io, path);
  const Geometry geometry = geometry_of(io);
  require_valid(geometry, path.string());
  require_countable(geometry, path);
  return {geometry, type_in_memory(io, path, nifti)};
}

Image read(itk::ImageIOBase& io, const fs::path& path, const std::optional<NiftiHeader>& nifti,
           const std::optional<Box>& part) {
  const ImageHeader header = read_header(io, path, nifti);
  const Geometry& geometry = header.geometry;
  if (nifti) {
    const Box wanted = part.value_or(Box{{0, 0, 0}, geometry.size});
    NiftiVoxels voxels = read_nifti_voxels(path, *nifti, geometry.size, wanted);
    return {std::move(voxels.data), voxels.type, geometry};
  }
  return {read_voxels(io, path, header.type, geometry.voxel_count()), header.type, geometry};
}

/// The last line of what ITK says, which is the cause, without class names, addresses and a
/// `Reason:` that is some earlier error of the system.
std::string reason_of(const itk::ExceptionObject& error) {
  std::string text = error.GetDescription();
  text.resize(std::min(text.size(), text.find("\nReason:")));
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.pop_back();
  }
  for (const std::string_view before : {"\n", "[nrrd] ", "): "}) {
    const std::size_t at = text.rfind(before);
    if (at != std::string::npos) text.erase(0, at + before.size());
  }
  return text;
}

[[noreturn]] void translate(const itk::ExceptionObject& error, const fs::path& path) {
  const std::string reason = reason_of(error);
  if (reason.find("orthonormal") != std::string::npos) {
    throw Error(ErrorCode::geometry_invalid,
                "expected orthogonal axes of unit length, found a direction matrix that is sheared "
                "or scaled; resample the image onto an orthogonal grid first",
                path.string());
  }
  throw Error(ErrorCode::io_read,
              "the file is damaged or incomplete; copy or export it again. The reader says: " +
                  reason,
              path.string());
}

std::optional<NiftiHeader> checked_nifti_header(const fs::path& path) {
  const NiftiHeader header = read_nifti_header(path);
  pixel_type_of(header, path);
  return header;
}

/// Opens a file with the reader for its format and calls `function(reader, NIfTI header if any)`.
template <class Function>
auto with_reader(const fs::path& path, Function&& function) {
  const Format format = require_readable(path);
  std::optional<NiftiHeader> nifti;
  if (format == Format::nifti) nifti = checked_nifti_header(path);
  if (format == Format::meta_image) require_few_dimensions(path);
  const itk::ImageIOBase::Pointer io = reader_for(format);
  const UnambiguousPath name(path);
  io->SetFileName(name.string());
  if (!io->CanReadFile(name.string().c_str())) {
    throw Error(ErrorCode::io_read, "the file is not what its name says or its header is damaged",
                path.string());
  }
  try {
    return function(*io, nifti);
  } catch (const itk::ExceptionObject& error) {
    translate(error, path);
  }
}

}  // namespace

Image read_image(const fs::path& path, const std::optional<Box>& part) {
  return with_reader(
      path, [&](itk::ImageIOBase& io, const auto& nifti) { return read(io, path, nifti, part); });
}

ImageHeader read_image_header(const fs::path& path) {
  return with_reader(path, [&path](itk::ImageIOBase& io, const auto& nifti) {
    return read_header(io, path, nifti);
  });
}

}  // namespace voxtrait
