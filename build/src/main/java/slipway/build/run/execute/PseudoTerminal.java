package slipway.build.run.execute;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import slipway.build.linux.CallFailed;
import slipway.build.linux.Errno;
import slipway.build.linux.FileCalls;

/// A terminal for a process to run on, with us where the screen and the keyboard would be.
public final class PseudoTerminal implements AutoCloseable {

    private final int master;
    private final Path device;

    private PseudoTerminal(int master, Path device) {
        this.master = master;
        this.device = device;
    }

    /// @param columns of the window
    /// @param rows of the window
    public static PseudoTerminal open(int columns, int rows) throws IOException {
        try (FileCalls calls = FileCalls.open()) {
            int master = calls.openPseudoTerminal();
            calls.resizeTerminal(master, columns, rows);
            return new PseudoTerminal(master, Path.of("/dev/pts/" + calls.pseudoTerminalNumber(master)));
        }
    }

    /// What the process opens as its terminal.
    public Path device() {
        return device;
    }

    /// What the process shows, until no process has the terminal open. For one thread, which also closes it.
    public InputStream screen() {
        return new Screen();
    }

    /// Takes what is typed. For one thread, which also closes it.
    public OutputStream keyboard() {
        return new Keyboard();
    }

    /// To be called when nobody reads or writes any more.
    @Override
    public void close() throws IOException {
        try (FileCalls calls = FileCalls.open()) {
            calls.close(master);
        }
    }

    private final class Screen extends InputStream {
        private final FileCalls calls = FileCalls.open();

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return calls.read(master, bytes, offset, length);
            } catch (CallFailed e) {
                if (e.errno() == Errno.EIO) return -1; // The last process has closed it.
                throw e;
            }
        }

        @Override
        public void close() {
            calls.close();
        }
    }

    private final class Keyboard extends OutputStream {
        private final FileCalls calls = FileCalls.open();

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            calls.write(master, bytes, offset, length);
        }

        @Override
        public void close() {
            calls.close();
        }
    }
}
