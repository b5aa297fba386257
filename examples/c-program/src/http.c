#define _POSIX_C_SOURCE 200809L
#include "tally.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { HEAD_LIMIT = 8192, BODY_LIMIT = 1 << 20, PATIENCE_SECONDS = 2 };

static void be_patient(int connection) {
    struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

static int send_all(int connection, const char *text, size_t length) {
    while (length > 0) {
        ssize_t sent = send(connection, text, length, MSG_NOSIGNAL);
        if (sent <= 0) return -1;
        text += sent;
        length -= (size_t) sent;
    }
    return 0;
}

static void reply(int connection, const char *status, const char *json) {
    char response[512];
    int length = snprintf(response, sizeof response,
            "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s\n",
            status, strlen(json) + 1, json);
    send_all(connection, response, (size_t) length);
}

/* The length that the head promises: -1 when it cannot be understood or is too much. */
static long body_length(const char *head) {
    for (const char *line = strstr(head, "\r\n"); line != NULL; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line + 2, "content-length:", 15) != 0) continue;
        char *end;
        long length = strtol(line + 17, &end, 10);
        return *end == '\r' && length >= 0 && length <= BODY_LIMIT ? length : -1;
    }
    return 0;
}

static void count(int connection, const char *head, const char *body, size_t there) {
    long promised = body_length(head);
    if (promised < 0) {
        reply(connection, "413 Content Too Large", "{\"error\":\"a body of at most 1 MiB is needed, with its length\"}");
        return;
    }
    struct tally tally = {0};
    size_t left = (size_t) promised;
    if (there > left) there = left;
    tally_add(&tally, body, there);
    left -= there;
    char piece[4096];
    while (left > 0) {
        ssize_t got = recv(connection, piece, left < sizeof piece ? left : sizeof piece, 0);
        if (got <= 0) return;
        tally_add(&tally, piece, (size_t) got);
        left -= (size_t) got;
    }
    char json[128];
    snprintf(json, sizeof json, "{\"bytes\":%zu,\"words\":%zu,\"lines\":%zu}", tally.bytes, tally.words, tally.lines);
    reply(connection, "200 OK", json);
}

void http_answer(int connection) {
    be_patient(connection);
    char head[HEAD_LIMIT + 1];
    size_t filled = 0;
    char *end = NULL;
    while (end == NULL && filled < HEAD_LIMIT) {
        ssize_t got = recv(connection, head + filled, HEAD_LIMIT - filled, 0);
        if (got <= 0) return;
        filled += (size_t) got;
        head[filled] = '\0';
        end = strstr(head, "\r\n\r\n");
    }
    if (end == NULL) {
        reply(connection, "431 Request Header Fields Too Large", "{\"error\":\"the head is too long\"}");
        return;
    }
    char *body = end + 4;
    end[2] = '\0'; /* the head ends with its last line */
    size_t there = filled - (size_t) (body - head);
    if (strncmp(head, "GET /health ", 12) == 0) reply(connection, "200 OK", "{\"status\":\"ok\"}");
    else if (strncmp(head, "POST /count ", 12) == 0) count(connection, head, body, there);
    else reply(connection, "404 Not Found", "{\"error\":\"there are GET /health and POST /count\"}");
}

int http_health(int port) {
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection < 0) return 1;
    be_patient(connection);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short) port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    static const char request[] = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    char answer[13] = {0};
    int well = connect(connection, (struct sockaddr *) &here, sizeof here) == 0
            && send_all(connection, request, sizeof request - 1) == 0
            && recv(connection, answer, sizeof answer - 1, MSG_WAITALL) == sizeof answer - 1
            && strcmp(answer, "HTTP/1.1 200") == 0;
    close(connection);
    return !well;
}
