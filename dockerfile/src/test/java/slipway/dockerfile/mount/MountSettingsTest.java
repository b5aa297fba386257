package slipway.dockerfile.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.expand.Expansion;
import slipway.dockerfile.mount.MountSettings.Access;
import slipway.dockerfile.mount.MountSettings.Need;
import slipway.dockerfile.mount.MountSettings.Owner;
import slipway.dockerfile.mount.MountSettings.Sharing;
import slipway.dockerfile.parse.Parser;

final class MountSettingsTest {

    private static final Map<String, String> VALUES = Map.of(
            "kind", "cache", "dir", "/d", "m", "rwx", "yes", "true", "n", "7");

    @Test
    void bindIsTheDefaultAndReadOnly() {
        assertThat(settle("target=/a")).isEqualTo(new MountSettings.Bind(Optional.empty(), "", "/a", Access.READ_ONLY));
        assertThat(settle("type=bind,from=x,src=s,dst=$dir,rw"))
                .isEqualTo(new MountSettings.Bind(Optional.of("x"), "s", "/d", Access.READ_WRITE));
    }

    @ParameterizedTest
    @CsvSource({"ro,READ_ONLY", "rw,READ_WRITE", "readonly=false,READ_WRITE", "readwrite=0,READ_ONLY", "ro=$yes,READ_ONLY",
        "'rw,ro',READ_ONLY"})
    void access(String options, Access expected) {
        assertThat(((MountSettings.Bind) settle("target=/a," + options)).access()).isEqualTo(expected);
    }

    @Test
    void cache() {
        assertThat(settle("type=$kind,target=rel")).isEqualTo(new MountSettings.Cache(Optional.empty(), Optional.empty(), "",
                "rel", Sharing.SHARED, Access.READ_WRITE, new Owner(0, 0, 0755)));
        assertThat(settle("type=cache,id=i$n,target=/a,sharing=Locked,uid=$n,gid=4294967,mode=0700,from=f,source=/s,ro"))
                .isEqualTo(new MountSettings.Cache(Optional.of("i7"), Optional.of("f"), "/s", "/a", Sharing.LOCKED,
                        Access.READ_ONLY, new Owner(7, 4294967, 0700)));
    }

    @ParameterizedTest
    @CsvSource({"64m,67108864", "1g,1073741824", "10,10", "10b,10", "1.5k,1536", "2KiB,2048", "1 mb,1048576"})
    void tmpfs(String size, long bytes) {
        assertThat(settle("\"type=tmpfs,target=/t,size=" + size + "\""))
                .isEqualTo(new MountSettings.Tmpfs("/t", OptionalLong.of(bytes), MountSettings.Access.READ_WRITE));
        assertThat(settle("type=tmpfs,target=/t")).isEqualTo(new MountSettings.Tmpfs("/t", OptionalLong.empty(), MountSettings.Access.READ_WRITE));
    }

    @Test
    void secret() {
        var owner = new Owner(0, 0, 0400);
        assertThat(settle("type=secret,id=a/b")).isEqualTo(new MountSettings.Secret(
                "a/b", Optional.of("/run/secrets/b"), Optional.empty(), Need.OPTIONAL, owner));
        assertThat(settle("type=secret,target=/x/key,required=$yes")).isEqualTo(new MountSettings.Secret(
                "key", Optional.of("/x/key"), Optional.empty(), Need.REQUIRED, owner));
        assertThat(settle("type=secret,id=k,env=K")).isEqualTo(new MountSettings.Secret(
                "k", Optional.empty(), Optional.of("K"), Need.OPTIONAL, owner));
    }

    @Test
    void ssh() {
        assertThat(settle("type=ssh,required")).isEqualTo(new MountSettings.Ssh(
                "default", Optional.empty(), Need.REQUIRED, new Owner(0, 0, 0600)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "type=$dir,target=/a|no mount of type /d|2:18", "type=cache|needs a target|2:13",
        "type=cache,target=/a,mode=$m|octal|2:39",
        "type=$kind,target=/a,required|has no option required|2:34", "type=tmpfs,target=/a,size=99999999p|too large|2:39",
    })
    void valuesThatTurnOutWrong(String options, String message, String place) {
        var bad = catchThrowableOfType(SlipwayException.BadInput.class, () -> settle(options));
        assertThat(bad.problem().message()).contains(message);
        assertThat(bad.problem().location().orElseThrow().toString()).isEqualTo("Dockerfile:" + place);
    }

    private static MountSettings settle(String options) {
        Dockerfile file = Parser.parse(Source.of("Dockerfile", "FROM scratch\nRUN --mount=" + options + " true\n"));
        var run = (Instruction.Run) file.instructions().getLast();
        var expansion = Expansion.of(file, name -> Optional.ofNullable(VALUES.get(name)));
        return MountSettings.of(run.mounts().getFirst(), expansion, file.source());
    }
}
