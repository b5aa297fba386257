#include "tally.h"

void tally_add(struct tally *tally, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        int space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!space && !tally->in_word) tally->words++;
        tally->in_word = !space;
        if (c == '\n') tally->lines++;
    }
    tally->bytes += length;
}
