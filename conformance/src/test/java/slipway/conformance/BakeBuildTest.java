package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.cli.CommandLine;
import slipway.cli.Console;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.image.json.Json;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// Definitions of several targets, built.
class BakeBuildTest {

    /// What `RUN` prints is not what is written in it, so that the words are in the log once for each run.
    private static final String DOCKERFILE = """
            FROM conformance/base:1 AS shared
            RUN echo run-$((40+2)); cat /proc/sys/kernel/random/uuid > /stamp
            FROM scratch AS one
            COPY --from=shared /stamp /one
            FROM scratch AS two
            COPY --from=shared /stamp /two
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "conformance needs root");
        assumeTrue(Bases.canBeMade(), "conformance needs /bin/busybox");
        try (DirectoryStore store = DirectoryStore.open(directory.resolve("store"), Durability.UNSYNCED)) {
            Bases.make().putInto(store);
        }
        Files.createDirectory(directory.resolve("project"));
        write("Dockerfile", DOCKERFILE);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("project").resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve("project").resolve(name));
    }

    private int slipway(String... words) {
        var console = new Console(InputStream.nullInputStream(), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8), Console.Terminal.none(), Colour.PLAIN);
        var environment = Map.of("SLIPWAY_ROOT", directory.resolve("store").toString(), "PATH", System.getenv("PATH"),
                "HOME", directory.toString());
        return new CommandLine(console, environment, directory.resolve("project"), InstantSource.system())
                .run(List.of(words));
    }

    @Test
    void whatTargetsShareRunsOnce() throws IOException {
        write("docker-bake.hcl", """
                group "default" { targets = ["one", "two", "top"] }
                target "one" {
                  target = "one"
                  output = ["type=local,dest=out/one"]
                }
                target "two" {
                  target = "two"
                  tags   = ["baked/two:1"]
                }
                target "top" {
                  contexts          = { below = "target:one" }
                  dockerfile-inline = <<-EOT
                    FROM scratch
                    COPY --from=below /one /top
                  EOT
                  output = [{ type = "local", dest = "out/top" }]
                }
                """);
        assertThat(slipway("bake", "--progress=plain", "--metadata-file=built.json")).as(messages.toString()).isZero();
        assertThat(messages.toString().split("run-42", -1)).as(messages.toString()).hasSize(2);
        assertThat(read("out/one/one")).isEqualTo(read("out/top/top"));
        Json.Obj built = Json.parseObject(read("built.json").getBytes(StandardCharsets.UTF_8));
        assertThat(built.members().keySet()).containsExactlyInAnyOrder("one", "two", "top");
        assertThat(built.object("two").string("image.name")).contains("docker.io/baked/two:1");
        assertThat(slipway("inspect", "baked/two:1")).isZero();
    }

    @Test
    void aComposeFileIsBuilt() throws IOException {
        write("compose.yaml", """
                services:
                  app:
                    image: composed/app:1
                    build:
                      context: .
                      target: two
                """);
        assertThat(slipway("bake")).as(messages.toString()).isZero();
        assertThat(slipway("inspect", "composed/app:1")).isZero();
    }

    @Test
    void whatLiesOutsideHasToBePermitted() throws IOException {
        write("docker-bake.hcl", """
                target "default" {
                  target = "one"
                  output = ["../elsewhere"]
                }
                """);
        assertThat(slipway("bake")).isEqualTo(3);
        assertThat(messages.toString()).contains("--allow fs.write=../elsewhere");
        assertThat(directory.resolve("elsewhere")).doesNotExist();
        assertThat(slipway("bake", "--allow", "fs.write=..")).as(messages.toString()).isZero();
        assertThat(directory.resolve("elsewhere/one")).exists();
    }

    @Test
    void whatIsNotSupportedIsNotForgotten() throws IOException {
        write("docker-bake.hcl", "target \"default\" { annotations = [\"manifest[linux/amd64]:a=b\"] }");
        boolean known = slipway("help", "build") == 0 && out.toString().contains("--annotation");
        assumeTrue(!known, "annotations are supported");
        assertThat(slipway("bake")).isEqualTo(3);
        assertThat(messages.toString()).contains("target default has annotations, which is not supported");
    }

    @Test
    void dockerfilesAreChecked() throws IOException {
        write("docker-bake.hcl", """
                group "default" { targets = ["good", "bad"] }
                target "good" { call = "targets" }
                target "bad" {
                  description       = "Not so good"
                  dockerfile-inline = "FROM scratch\\nMAINTAINER me\\n"
                }
                """);
        assertThat(slipway("bake", "--check")).as(messages.toString()).isEqualTo(1);
        assertThat(out.toString()).startsWith("good\n\nCheck complete").contains("\n\nbad\nNot so good\n\nCheck complete")
                .contains("MaintainerDeprecated");
        out.reset();
        assertThat(slipway("bake", "good")).as(messages.toString()).isZero();
        assertThat(out.toString()).startsWith("good\n\n").contains("one").contains("two");
        out.reset();
        assertThat(slipway("bake", "--call=check,format=json")).isEqualTo(1);
        assertThat(Json.parseObject(out.toByteArray()).object("target").object("bad").object("check").array("warnings"))
                .hasSize(1);
    }

    @Test
    void whatThereIsIsListed() throws IOException {
        write("docker-bake.hcl", """
                variable "LONG_NAME_OF_A_VARIABLE" {
                  default     = 1.50
                  description = "A number"
                }
                variable "NONE" { default = null }
                variable "LIST" { type = list(string) }
                group "all" { targets = ["b", "a"] }
                target "a" { description = "First" }
                target "b" {}
                target "_hidden" {}
                """);
        assertThat(slipway("bake", "--list=targets")).as(messages.toString()).isZero();
        assertThat(out.toString()).isEqualTo("TARGET\tDESCRIPTION\na\tFirst\nall\ta, b\nb\t\n");
        out.reset();
        assertThat(slipway("bake", "--list=variables")).isZero();
        assertThat(out.toString()).isEqualTo("""
                VARIABLE\t\tTYPE\t\tVALUE\tDESCRIPTION
                LIST\t\t\tlist of string\t<null>\t
                LONG_NAME_OF_A_VARIABLE\t\t\t1.5\tA number
                NONE\t\t\t\t\t<null>\t
                """);
    }
}
