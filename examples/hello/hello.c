#include <stdio.h>
#include <unistd.h>

int main(void) {
    printf("Hello from Slipway. I run as user %d, and there is no shell here.\n", (int) getuid());
    return 0;
}
