#define _GNU_SOURCE
#include "tally.h"

#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

static int port_from_environment(void) {
    const char *text = getenv("PORT");
    if (text == NULL) return 8080;
    char *end;
    long port = strtol(text, &end, 10);
    if (end == text || *end != '\0' || port < 1 || port > 65535) {
        fprintf(stderr, "PORT is not a port: %s\n", text);
        exit(2);
    }
    return (int) port;
}

static int listen_on(int port) {
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int on = 1;
    struct sockaddr_in everywhere = {.sin_family = AF_INET, .sin_port = htons((unsigned short) port)};
    if (server < 0 || setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0
            || bind(server, (struct sockaddr *) &everywhere, sizeof everywhere) < 0 || listen(server, 128) < 0) {
        perror("tally");
        exit(1);
    }
    return server;
}

int main(int argc, char **argv) {
    int port = port_from_environment();
    if (argc == 2 && strcmp(argv[1], "--health") == 0) return http_health(port);

    /* Process 1 has no default for signals; these are read between two requests, so that none is cut off. */
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    sigprocmask(SIG_BLOCK, &stops, NULL);
    int signals = signalfd(-1, &stops, SFD_CLOEXEC);
    int server = listen_on(port);
    if (signals < 0) {
        perror("tally");
        return 1;
    }
    fprintf(stderr, "tally listens on port %d\n", port);

    struct pollfd ready[] = {{.fd = signals, .events = POLLIN}, {.fd = server, .events = POLLIN}};
    for (;;) {
        if (poll(ready, 2, -1) < 0) continue;
        if (ready[0].revents) break;
        int connection = accept4(server, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0) continue;
        http_answer(connection);
        close(connection);
    }
    close(server);
    fprintf(stderr, "tally stops\n");
    return 0;
}
