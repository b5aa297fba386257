#ifndef TALLY_H
#define TALLY_H

#include <stddef.h>

/* libtally: counting text, piece by piece. */
struct tally {
    size_t bytes;
    size_t words;
    size_t lines;
    int in_word;
};

/* Adds a piece of text; words may go on from one piece to the next. */
void tally_add(struct tally *tally, const char *text, size_t length);

/* The server (http.c). Answers one connection and closes it. */
void http_answer(int connection);

/* Asks the server on this machine for /health: 0 when it is well. */
int http_health(int port);

#endif
