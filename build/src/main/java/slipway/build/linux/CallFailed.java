package slipway.build.linux;

import java.io.IOException;

/// A system call about files said no.
public final class CallFailed extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    CallFailed(String call, String about, int errno) {
        super(call + " " + about + ": " + Errno.words(errno));
        this.errno = errno;
    }

    /// The kernel's number for what is wrong.
    public int errno() {
        return errno;
    }
}
