package slipway.build.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.ProcessOptions;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// `RUN --mount` in whole builds, with each way to lay layers out. Needs root (of a namespace) and a static busybox.
@ParameterizedClass
@EnumSource
class RunMountsTest {

    private static final String OTHER = """
            FROM base AS other
            RUN mkdir -p /d/e && echo e > /d/e/f && ln -s /d/e /abs && ln -s ../../../etc /d/up && chown 5:6 /d/e/f
            """;

    @TempDir
    Path directory;

    @Parameter
    Workshop.Form form;

    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(directory, form);
        shop.prologue = OTHER;
        Files.createDirectories(shop.context.resolve("sub/deep"));
        Files.writeString(shop.context.resolve("sub/deep/file"), "from the context");
        Files.writeString(shop.context.resolve("sub/hidden"), "hidden");
        Files.createSymbolicLink(shop.context.resolve("sub/link"), Path.of("deep/file"));
    }

    @AfterEach
    void close() throws IOException {
        if (shop != null) shop.close();
    }

    @Test
    void showsTheContextWithoutWhatIsIgnored() throws Exception {
        shop.ignored = Optional.of(Source.of(".dockerignore", "sub/hidden\n"));
        Files.setPosixFilePermissions(shop.context.resolve("sub/deep/file"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
        assertThat(said("RUN --mount=target=/c cat /c/sub/link; ls /c/sub; stat -c '%a %u:%g' /c/sub/deep/file; touch /c/x 2>/dev/null || echo refused\n"
                + "RUN --mount=target=/c/d,source=sub/deep/file cat /c/d; ls -A /c"))
                .isEqualTo("from the contextdeep\nlink\n640 0:0\nrefused\nfrom the contextd\n");
    }

    @Test
    void leavesNothingOfItsPlaces() throws Exception {
        BuildResult result = shop.build("RUN --mount=target=/c/d/e --mount=type=tmpfs,target=/t --mount=type=cache,target=/bin/x "
                + "--mount=type=secret,id=s,target=/etc/q/s --mount=target=/bin/f,source=sub/link true && echo a > /a");
        assertThat(shop.tree(result).walk("").stream().map(e -> e.path()).filter(path -> !path.startsWith("bin/")).toList())
                .containsExactly("", "a", "bin");
        assertThat(shop.tree(result).lookup("bin/x")).isEmpty();
        assertThat(shop.tree(result).lookup("bin/f")).isEmpty();
    }

    @Test
    void showsStagesAndFollowsLinksInThemOnly() throws Exception {
        assertThat(said("RUN --mount=from=other,source=/abs,target=/x cat /x/f; stat -c %u:%g /x/f; ls -d /d 2>/dev/null; true"))
                .isEqualTo("e\n5:6\n");
        assertThat(said("RUN --mount=from=other,target=/x,ro cat /x/d/e/f; readlink /x/abs")).isEqualTo("e\n/d/e\n");
        assertThat(said("RUN --mount=from=other,source=d/e/f,target=/x/y cat /x/y")).isEqualTo("e\n");
        assertThatThrownBy(() -> said("RUN --mount=from=other,source=/d/up,target=/x ls /x"))
                .isInstanceOfSatisfying(SlipwayException.BadInput.class, e ->
                        assertThat(e.problem().message()).contains("not found"));
        assertThatThrownBy(() -> said("RUN --mount=from=other,source=/nope,target=/x ls /x"))
                .isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
                    assertThat(e.problem().message()).isEqualTo("\"/nope\" not found");
                    assertThat(e.problem().location().orElseThrow().line()).isEqualTo(8);
                });
    }

    @Test
    void forgetsWhatIsWritten() throws Exception {
        assertThat(said("RUN --mount=from=other,target=/x,rw echo more >> /x/d/e/f; rm -r /x/abs; cat /x/d/e/f; ls /x\n"
                + "RUN --mount=from=other,target=/x cat /x/d/e/f; ls /x"))
                .isEqualTo("e\nmore\nbin\nd\ne\nabs\nbin\nd\n");
        assertThat(said("RUN --mount=target=/x,rw,source=sub rm -r /x/deep; touch /x/new; ls /x\n"
                + "RUN --mount=target=/x,source=sub ls /x; echo again"))
                .isEqualTo("hidden\nlink\nnew\ndeep\nhidden\nlink\nagain\n");
        assertThat(said("RUN --mount=target=/x,rw,source=sub/hidden echo more >> /x; cat /x")).isEqualTo("hiddenmore\n");
        assertThat(shop.context.resolve("sub/deep/file")).exists();
    }

    @Test
    void goesByTheContentOfWhatIsMounted() throws Exception {
        String run = "RUN --mount=target=/c,source=sub cat /c/deep/file";
        assertThat(said(run)).isEqualTo("from the context");
        Files.writeString(shop.context.resolve("elsewhere"), "x");
        assertThat(said(run)).isEmpty();
        Files.writeString(shop.context.resolve("sub/deep/file"), "changed");
        assertThat(said(run)).isEqualTo("changed");
    }

    @Test
    void ordersMountsByDepth() throws Exception {
        assertThat(said("RUN --mount=type=tmpfs,target=/p/q --mount=type=tmpfs,target=/p touch /p/q/x; ls /p")).isEqualTo("q\n");
        assertThat(said("WORKDIR /w\nRUN --mount=target=rel,source=sub --mount=target=rel,source=sub/deep ls rel; ls /w"))
                .isEqualTo("file\nrel\n");
    }

    @Test
    void limitsMemory() throws Exception {
        assertThat(said("RUN --mount=type=tmpfs,target=/t,size=1m dd if=/dev/zero of=/t/x bs=64k count=17 2>/dev/null || stat -c '%s %a' /t/x /t"))
                .isEqualTo("1048576 644\n" + "60 1777\n");
        assertThat(said("RUN --mount=type=tmpfs,target=/t,ro touch /t/x 2>/dev/null || echo refused")).isEqualTo("refused\n");
    }

    @Test
    void keepsCaches() throws Exception {
        assertThat(said("WORKDIR /w\nRUN --mount=type=cache,target=c,mode=0711,uid=7,gid=8 echo 1 > c/a; stat -c '%a %u:%g' c\n"))
                .isEqualTo("711 7:8\n");
        assertThat(said("RUN --mount=type=cache,target=/q,id=c,mode=0711,uid=7,gid=8,ro ls /q; touch /q/x 2>/dev/null || echo refused"))
                .isEqualTo("a\nrefused\n");
        assertThat(said("RUN --mount=type=cache,target=/q,id=other ls /q; echo none")).isEqualTo("none\n");
        assertThat(said("RUN --mount=type=cache,target=/q,id=seeded,from=other,source=/d ls /q; touch /q/new"))
                .isEqualTo("e\nup\n");
        assertThat(said("RUN --mount=type=cache,target=/q,id=seeded,from=other,source=/d ls /q; echo 2"))
                .isEqualTo("e\nnew\nup\n2\n");
    }

    @Test
    void letsNoLinkLeadOutOfACache() throws Exception {
        said("RUN --mount=type=cache,target=/q,id=a ln -s /etc /q/etc; ln -s ../../../../../.. /q/up; mkdir /q/in");
        assertThat(said("RUN --mount=type=cache,target=/q,id=a,source=in ls -A /q; echo in")).isEqualTo("in\n");
        assertThat(said("RUN --mount=type=cache,target=/q,id=a,source=up ls /q")).isEqualTo("etc\nin\nup\n");
        assertThatThrownBy(() -> said("RUN --mount=type=cache,target=/q,id=a,source=etc ls /q; echo etc"))
                .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("/etc");
        assertThatThrownBy(() -> said("RUN --mount=type=cache,target=/q,id=a,source=none ls /q; echo none"))
                .isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void emptiesCachesForABuildWithoutCache() throws Exception {
        said("RUN --mount=type=cache,target=/q,id=n touch /q/old");
        shop.caching = new BuildRequest.Caching.IgnoreAll();
        assertThat(said("RUN --mount=type=cache,target=/q,id=n touch /q/new; ls /q\nRUN --mount=type=cache,target=/q,id=n ls /q"))
                .isEqualTo("new\nnew\n");
        shop.caching = BuildRequest.Caching.USE;
        assertThat(said("RUN --mount=type=cache,target=/q,id=n ls /q; echo after")).isEqualTo("new\nafter\n");
        try (var caches = Files.list(shop.store.root().resolve("mounts"));
                var instances = Files.list(caches.findFirst().orElseThrow())) {
            assertThat(instances.map(path -> path.getFileName().toString())).contains("1-1").doesNotContain("0-1");
        }
    }

    @Test
    void sharesCachesAsAskedFor() throws Exception {
        String step = "for i in 1 2 3 4 5 6 7 8 9 10; do mkdir /q/lock && sleep 0.02 && rmdir /q/lock || echo collision; done";
        assertThat(together("locked", step)).doesNotContain("collision");
        assertThat(together("private", step)).doesNotContain("collision");
        assertThat(together("shared", "touch /q/$N; n=0; while [ $(ls /q | wc -l) -lt 2 ] && [ $n -lt 500 ]; do "
                + "sleep 0.02; n=$((n+1)); done; ls /q | wc -l")).isEqualTo("2\n2\n");
    }

    /// What two steps said that ran at the same time.
    private String together(String sharing, String script) throws Exception {
        String mount = "RUN --mount=type=cache,target=/q,id=" + sharing + ",sharing=" + sharing + " ";
        return said("FROM base AS one\nENV N=1\n" + mount + script + "\nRUN touch /one\nFROM base AS two\nENV N=2\n" + mount + script
                + "\nRUN touch /two\nFROM scratch\nCOPY --from=one /one /\nCOPY --from=two /two /");
    }

    @Test
    void showsSecrets() throws Exception {
        secret("s", "hush hush\n");
        assertThat(said("RUN --mount=type=secret,id=s,mode=0440,uid=5,gid=6 stat -c '%a %u:%g %s' /run/secrets/s; cat /run/secrets/s"))
                .isEqualTo("440 5:6 10\n****\n");
        assertThat(said("RUN --mount=type=secret,id=s,env=S env | grep ^S=; ls / | grep run; [ ${#S} = 10 ] || echo no"))
                .isEqualTo("S=****\n");
        assertThat(said("RUN --mount=type=secret,id=s,env=S,target=/s stat -c %a /s; echo ${#S}")).isEqualTo("400\n10\n");
        assertThat(said("RUN --mount=type=secret,id=none,env=NONE --mount=type=secret,id=none [ \"${NONE-unset}\" = '' ] && (ls / | grep -c run || true)"))
                .isEqualTo("0\n");
        assertThatThrownBy(() -> said("RUN --mount=type=secret,id=none,required true"))
                .isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
                    assertThat(e.problem().message()).isEqualTo("secret none: not found");
                    assertThat(e.problem().hint()).contains("give it with --secret id=none,src=FILE");
                });
    }

    @Test
    void doesNotGoByWhatASecretHolds() throws Exception {
        secret("s", "one secret");
        String run = "RUN --mount=type=secret,id=s wc -c < /run/secrets/s";
        assertThat(said(run)).isEqualTo("10\n");
        secret("s", "another secret");
        assertThat(said(run)).isEmpty();
    }

    private void secret(String id, String value) {
        var secrets = new LinkedHashMap<String, ProcessOptions.Secret>();
        secrets.put(id, () -> value.getBytes(StandardCharsets.UTF_8));
        shop.options = shop.options.withSecrets(secrets);
    }

    private String said(String instructions) throws IOException, InterruptedException {
        return shop.said(instructions);
    }
}
