#!/usr/bin/env bash
# What the other scripts need of the machine.
#   Called:   scripts/packages.sh [build] [test] [bench]    installs what is missing (default: build)
#   Sourced:  gives install_packages GROUP... and make_venv DIR
set -euo pipefail

# The one list of Debian packages (Debian 12).
packages_of() {
  case "$1" in
    build)
      echo g++ cmake ninja-build git ca-certificates \
        libinsighttoolkit5-dev libeigen3-dev nlohmann-json3-dev libcli11-dev \
        libtbb-dev libhwy-dev libssl-dev zlib1g-dev libisal-dev
      ;;
    test) echo catch2 ccache clang-format-14 clang-tidy-14 python3 python3-venv python3-dev ;;
    bench) echo libbenchmark-dev ;;
    *)
      echo "packages.sh: unknown group '$1' (known: build, test, bench)" >&2
      return 1
      ;;
  esac
}

is_installed() {
  [[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

install_packages() {
  local group names package missing=()
  for group in "$@"; do
    names=$(packages_of "$group") || return 1
    for package in $names; do
      is_installed "$package" || missing+=("$package")
    done
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  if ! command -v apt-get >/dev/null; then
    echo "packages.sh: this system has no apt-get. Install the equivalents of these Debian" >&2
    echo "packages, then run 'cmake --preset release' and 'cmake --build --preset release':" >&2
    echo "  ${missing[*]}" >&2
    return 1
  fi

  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      echo "packages.sh: Debian packages are missing and only root can install them. Run:" >&2
      echo "  apt-get update && apt-get install --no-install-recommends -y ${missing[*]}" >&2
      return 1
    fi
  fi

  echo "packages.sh: installing ${missing[*]}"
  "${as_root[@]}" apt-get update -q || return 1
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}" || return 1
}

# make_venv DIR: a virtual environment of the first Python that is 3.10 or later; kept if it works.
make_venv() {
  local dir=$1 python
  local suits='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))'
  if "$dir/bin/python" -c "$suits" 2>/dev/null && "$dir/bin/python" -m pip --version &>/dev/null; then
    return 0
  fi
  for python in python3 /usr/bin/python3 /usr/bin/python3.11; do
    if "$python" -c "$suits" 2>/dev/null; then
      echo "packages.sh: virtual environment $dir from $("$python" --version)"
      "$python" -m venv --clear "$dir"
      return
    fi
  done
  echo "packages.sh: no Python 3.10 or later with venv found; on Debian 12 run" >&2
  echo "  apt-get install --no-install-recommends -y python3 python3-venv python3-dev" >&2
  return 1
}

if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then
  install_packages "${@:-build}"
fi
