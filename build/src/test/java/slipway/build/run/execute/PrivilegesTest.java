package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.Problem;

class PrivilegesTest {
    @TempDir
    Path root;

    @Test
    void readsWhoWeAre() throws IOException {
        assertThat(read(0, "000001ffffffffff", "0 0 4294967295")).isEqualTo(new Privileges.Root());
        assertThat(read(0, "000001ffffffffff", "0 1000 1\n1 100000 65536")).isEqualTo(new Privileges.NamespaceRoot(65537));
        assertThat(read(0, "000001ffffffffff", "0 1000 1").problem()).isPresent();
        assertThat(read(0, "00000000a80425fb", "0 0 4294967295")).isEqualTo(new Privileges.PowerlessRoot());
        assertThat(read(1000, "0000000000000000", "0 0 4294967295")).isEqualTo(new Privileges.Plain("builder"));
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        assertThat(missing()).contains("newuidmap");
        program("usr/bin/newuidmap");
        program("usr/bin/newgidmap");
        assertThat(missing()).contains("/etc/subuid");
        write("etc/subuid", "other:100000:65536\nbuilder:200000:65536\n");
        assertThat(missing()).contains("/etc/subgid");
        write("etc/subgid", "builder:200000:65536\n");
        assertThat(missing()).contains("unshare");
        program("usr/bin/unshare");
        assertThat(missing()).contains("not in a user namespace");
        write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
        assertThat(missing()).contains("apparmor_restrict_unprivileged_userns");
        write("proc/sys/kernel/unprivileged_userns_clone", "0\n");
        assertThat(missing()).contains("unprivileged_userns_clone");
        write("proc/sys/user/max_user_namespaces", "0\n");
        assertThat(missing()).contains("max_user_namespaces");
    }

    private String missing() {
        Problem problem = Rootless.diagnose(root, "builder");
        assertThat(problem.hint()).isPresent();
        return problem.message();
    }

    private Privileges read(int uid, String capabilities, String map) throws IOException {
        write("status", "Name:\tx\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid + "\nCapEff:\t" + capabilities + "\n");
        write("uid_map", map + "\n");
        return Privileges.read(root, "builder");
    }

    private void program(String path) throws IOException {
        write(path, "");
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }
}
