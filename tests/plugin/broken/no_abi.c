/* A shared library that is no plugin. */
int nothing(void) { return 0; }
