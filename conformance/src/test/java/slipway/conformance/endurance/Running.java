package slipway.conformance.endurance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A command that runs.
final class Running {

    /// Seconds after which something that does not end is taken for something that never will.
    static final int PATIENCE = Integer.getInteger("patience", 120);

    private final String command;
    private final Process process;
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final Thread outReader;
    private final Thread errReader;

    Running(String command, Process process) throws IOException {
        this.command = command;
        this.process = process;
        process.getOutputStream().close();
        outReader = read(process.getInputStream(), out);
        errReader = read(process.getErrorStream(), err);
    }

    private static Thread read(InputStream from, StringBuffer to) {
        return Thread.ofPlatform().daemon().start(() -> {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            } catch (IOException killed) {
                return;
            }
        });
    }

    long pid() {
        return process.pid();
    }

    /// Ends the process as nothing can be prepared for.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Types Ctrl-C, or politely asks to end.
    ///
    /// @param name as kill(1) has it
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    /// Waits until a text has been printed, or the command has ended.
    void awaitOutput(String text) throws InterruptedException {
        await("prints " + text, () -> err.indexOf(text) >= 0 || out.indexOf(text) >= 0 || !process.isAlive());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for the end.
    Outcome outcome() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("does not end: slipway " + command + "\n" + out + err);
        }
        outReader.join();
        errReader.join();
        return new Outcome(command, process.exitValue(), out.toString(), err.toString());
    }

    /// Waits until something holds.
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("never came true: " + what);
            Thread.sleep(5);
        }
    }
}
