#include "tally.h"

#include <stdio.h>
#include <string.h>

static int failures;

static void expect(const char *what, size_t actual, size_t expected) {
    if (actual == expected) return;
    fprintf(stderr, "%s: %zu instead of %zu\n", what, actual, expected);
    failures++;
}

static void add(struct tally *tally, const char *text) {
    tally_add(tally, text, strlen(text));
}

int main(void) {
    struct tally whole = {0};
    add(&whole, "one two\n three\t\n");
    expect("bytes", whole.bytes, 16);
    expect("words", whole.words, 3);
    expect("lines", whole.lines, 2);

    struct tally pieces = {0};
    add(&pieces, "spl");
    add(&pieces, "it word");
    expect("words in pieces", pieces.words, 2);

    struct tally nothing = {0};
    add(&nothing, "");
    expect("words in nothing", nothing.words, 0);
    return failures != 0;
}
