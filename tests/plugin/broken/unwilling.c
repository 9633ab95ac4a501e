/* A plugin that cannot work. */
#include "voxtrait/plugin.h"

uint32_t voxtrait_plugin_abi(void) { return VOXTRAIT_ABI; }

const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* host) {
  (void)host;
  return NULL;
}
