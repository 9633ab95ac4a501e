#include "provenance.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>

#include "fields.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/pipeline/sha256.hpp"

namespace voxtrait {

namespace {

Json geometry_json(const Geometry& geometry) {
  Json json;
  json["size"] = geometry.size;
  json["spacing"] = geometry.spacing;
  json["origin"] = geometry.origin;
  json["direction"] = geometry.direction;
  return json;
}

Json input_json(const ImageView& image, bool hash) {
  Json json;
  json["pixel_type"] = name(image.type);
  json["size"] = image.geometry.size;
  json["spacing"] = image.geometry.spacing;
  if (!hash) return json;
  const auto voxels = static_cast<std::size_t>(image.geometry.voxel_count());
  const std::string geometry = geometry_json(image.geometry).dump();
  json["pixels_sha256"] = sha256(image.data, voxels * size_of(image.type));
  json["geometry_sha256"] = sha256(geometry.data(), geometry.size());
  return json;
}

/// No path: it would tell about the machine.
Json plugins_json(const Registry& registry) {
  Json list = Json::array();
  for (const PluginInfo& plugin : registry.plugins()) {
    Json json;
    json["id"] = plugin.id;
    json["version"] = plugin.version;
    json["abi"] = plugin.abi;
    json["origin"] = plugin.origin;
    json["sha256"] = plugin.sha256;
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string sha256(const void* data, std::size_t size) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(data, size, digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::internal, "SHA-256 is not available in this OpenSSL");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < length; ++i) {
    text += digits[digest[i] >> 4U];
    text += digits[digest[i] & 15U];
  }
  return text;
}

std::string provenance_of(const Extractor& extractor, const ImageView& image, const ImageView& mask,
                          bool hash_inputs) {
  const std::string& settings = extractor.settings_json();
  Json json;
  json["software"] = "voxtrait";
  json["version"] = version();
  json["profile"] = name(extractor.settings().profile);
  json["settings"] = Json::parse(settings);
  json["settings_sha256"] = sha256(settings.data(), settings.size());
  if (!extractor.registry().plugins().empty()) {
    json["plugins"] = plugins_json(extractor.registry());
  }
  json["image"] = input_json(image, hash_inputs);
  json["mask"] = input_json(mask, hash_inputs);
  return json.dump();
}

}  // namespace voxtrait
