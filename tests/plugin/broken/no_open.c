/* Half a plugin. */
#include "voxtrait/plugin.h"

uint32_t voxtrait_plugin_abi(void) { return VOXTRAIT_ABI; }
