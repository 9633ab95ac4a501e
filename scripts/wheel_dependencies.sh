#!/usr/bin/env bash
# The libraries that wheels are built with where there are no Debian packages of them (cibuildwheel
# on Linux images, macOS and Windows): vcpkg builds them into ./vcpkg_installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

libraries=(itk tbb eigen3 nlohmann-json cli11 openssl zlib isal highway)

triplet() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo x64-linux-release ;;
    Linux-aarch64) echo arm64-linux-release ;;
    Darwin-arm64) echo arm64-osx-release ;;
    *) echo x64-windows-static-md-release ;;
  esac
}

vcpkg=${VCPKG_ROOT:-$PWD/build/vcpkg}
if [[ ! -d $vcpkg ]]; then
  git clone --depth 1 https://github.com/microsoft/vcpkg "$vcpkg"
fi
[[ -e $vcpkg/vcpkg || -e $vcpkg/vcpkg.exe ]] || "$vcpkg/bootstrap-vcpkg.sh" -disableMetrics
"$vcpkg/vcpkg" install --x-install-root="$PWD/vcpkg_installed" --triplet "$(triplet)" "${libraries[@]}"
