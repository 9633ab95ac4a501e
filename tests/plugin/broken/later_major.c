/* A plugin of a version to come, which must not be opened. */
#include <stdlib.h>

#include "voxtrait/plugin.h"

uint32_t voxtrait_plugin_abi(void) { return (VOXTRAIT_ABI_MAJOR + 1) << 16; }

const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* host) {
  (void)host;
  abort();
}
