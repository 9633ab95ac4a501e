// A program like those of the tests, so that what is compiled beforehand for it serves them all.
int main() {}
