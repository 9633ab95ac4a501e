#ifndef VOXTRAIT_TESTS_ABI_LAYOUT_H
#define VOXTRAIT_TESTS_ABI_LAYOUT_H

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Writes a line for each number, member and fixed size of voxtrait/plugin.h. */
void write_abi_layout(FILE* out);

#ifdef __cplusplus
}
#endif

#endif
