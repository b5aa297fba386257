package slipway.compose.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

class ResolverTest {

    private static final Source SOURCE = Source.of("image.yaml", "packages");

    /// Packages, one a line: `name version; Field: value; …`.
    private static PackageIndex index(String... lines) {
        var index = new PackageIndex("amd64");
        for (int suite = 0; suite < lines.length; suite++) {
            var text = new StringBuilder();
            for (String line : lines[suite].strip().lines().toList()) {
                String[] parts = line.strip().split("; ");
                String[] name = parts[0].split(" ");
                text.append("Package: ").append(name[0]).append("\nVersion: ").append(name[1])
                        .append("\nArchitecture: amd64\nFilename: pool/x.deb\n")
                        .append("Size: 1\nSHA256: ").append("0".repeat(64)).append('\n');
                for (int i = 1; i < parts.length; i++) text.append(parts[i]).append('\n');
                text.append('\n');
            }
            try {
                index.add(new BufferedReader(new StringReader(text.toString())), suite);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return index;
    }

    private static List<Wish> wishes(String... names) {
        var wishes = new ArrayList<Wish>();
        for (String name : names) {
            String[] parts = name.split("@");
            String[] version = parts[0].split("=");
            wishes.add(new Wish(version[0], version.length == 1 ? Optional.empty() : Optional.of(new DebVersion(version[1])),
                    parts.length == 1 ? 0 : Integer.parseInt(parts[1]), new Location(SOURCE, new Span(0, 8))));
        }
        return wishes;
    }

    private static List<String> resolve(PackageIndex index, List<Wish> wishes, String... exclusions) {
        return Resolver.resolve(index, wishes, new TreeSet<>(List.of(exclusions))).packages().stream()
                .map(selected -> selected.binary() + "@" + selected.group()).toList();
    }

    private static Problem problem(PackageIndex index, List<Wish> wishes) {
        return catchThrowableOfType(SlipwayException.BadInput.class, () -> resolve(index, wishes)).problem();
    }

    @Test
    void takesWhatIsNeededAndNoMore() {
        var index = index("""
                app 1; Depends: lib (>= 2), data; Recommends: extra; Suggests: more
                lib 2; Pre-Depends: libc
                libc 1
                data 1
                extra 1
                essential 1; Essential: yes
                """);
        assertThat(resolve(index, wishes("app"))).containsExactly("app 1@0", "data 1@0", "lib 2@0", "libc 1@0");
    }

    @Test
    void takesTheNewestOfAllSuites() {
        var index = index("app 1\n", "app 1-1~sec\napp 1-2\n", "app 1-1\n");
        assertThat(resolve(index, wishes("app"))).containsExactly("app 1-2@0");
        assertThat(resolve(index, wishes("app=1-1"))).containsExactly("app 1-1@0");
    }

    @Test
    void prefersWhatIsThereThenTheFirstAlternative() {
        var index = index("app 1; Depends: one | two\none 1\ntwo 1\n");
        assertThat(resolve(index, wishes("app"))).containsExactly("app 1@0", "one 1@0");
        assertThat(resolve(index, wishes("app", "two"))).containsExactly("app 1@0", "two 1@0");
        assertThat(resolve(index("app 1; Depends: none | two\ntwo 1\n"), wishes("app")))
                .containsExactly("app 1@0", "two 1@0");
    }

    @Test
    void knowsVirtualPackages() {
        var index = index("""
                app 1; Depends: awk
                mawk 1; Provides: awk; Priority: required
                gawk 1; Provides: awk
                strict 1; Depends: api (>= 2)
                old 1; Provides: api
                new 1; Provides: api (= 3)
                """);
        assertThat(resolve(index, wishes("app"))).containsExactly("app 1@0", "mawk 1@0");
        assertThat(resolve(index, wishes("app", "gawk"))).containsExactly("app 1@0", "gawk 1@0");
        assertThat(resolve(index, wishes("strict"))).containsExactly("new 1@0", "strict 1@0");
    }

    @Test
    void leavesOutWhatIsExcludedAndSaysWhoNeedsIt() {
        var index = index("""
                app 1; Depends: dpkg (>= 1), lib
                lib 1; Depends: debconf | debconf-2.0
                dpkg 2; Depends: tar
                tar 1
                """);
        var resolution = Resolver.resolve(index, wishes("app"), new TreeSet<>(List.of("dpkg", "debconf", "unused")));
        assertThat(resolution.packages()).extracting(selected -> selected.binary().name()).containsExactly("app", "lib");
        assertThat(resolution.excluded()).containsOnlyKeys("debconf", "dpkg").hasEntrySatisfying("dpkg",
                by -> assertThat(by).containsExactly("app"));
    }

    @Test
    void putsEachPackageIntoTheLowestLayerThatNeedsIt() {
        var index = index("app 1; Depends: libc, lib\nlib 1\nbase 1; Depends: libc\nlibc 1\nlate 1; Depends: lib\n");
        assertThat(resolve(index, wishes("late@2", "lib@2", "app@1", "base@0")))
                .containsExactly("base 1@0", "libc 1@0", "app 1@1", "lib 1@1", "late 1@2");
    }

    @Test
    void takesAnOlderVersionWhenOnlyThatWillDo() {
        var index = index("app 1; Depends: lib, plugin\nlib 2\nlib 1\nplugin 1; Depends: lib (<< 2)\n");
        assertThat(resolve(index, wishes("app"))).containsExactly("app 1@0", "lib 1@0", "plugin 1@0");
    }

    @Test
    void avoidsAnAlternativeThatConflicts() {
        var index = index("app 1; Depends: base, one | two\nbase 1; Conflicts: one\none 1\ntwo 1\n");
        assertThat(resolve(index, wishes("app"))).containsExactly("app 1@0", "base 1@0", "two 1@0");
    }

    @Test
    void doesNotConflictWithItself() {
        var index = index("mta 1; Provides: mail; Conflicts: mail\n");
        assertThat(resolve(index, wishes("mta"))).containsExactly("mta 1@0");
    }

    @Test
    void heedsArchitectures() {
        assertThat(resolve(index("app 1; Depends: python:any\npython 3; Multi-Arch: allowed\n"), wishes("app")))
                .containsExactly("app 1@0", "python 3@0");
        assertThat(problem(index("app 1; Depends: lib:i386\nlib 3\n"), wishes("app")).message()).contains("lib:i386");
    }

    @Test
    void saysWhatIsUnknown() {
        Problem problem = problem(index("python3 1\n"), wishes("pyhton3"));
        assertThat(problem.message()).isEqualTo("there is no package pyhton3 for amd64");
        assertThat(problem.hint()).contains("did you mean python3?");
        assertThat(problem.location()).isPresent();
        assertThat(problem(index("mawk 1; Provides: awk\n"), wishes("awk")).hint()).hasValueSatisfying(
                hint -> assertThat(hint).contains("virtual").contains("mawk"));
        assertThat(problem(index("lib 1\nlib 2\n"), wishes("lib=3")).hint()).contains("offered: 2, 1");
    }

    @Test
    void showsTheChainToWhatCannotBeMet() {
        Problem problem = problem(index("app 1; Depends: lib\nlib 1; Depends: libc (>= 9) | musl\nlibc 2\n"), wishes("app"));
        assertThat(problem.message()).isEqualTo(
                "the dependency of lib 1 on libc (>= 9) | musl cannot be met: libc is offered as 2; "
                        + "there is no package musl");
        assertThat(problem.hint()).contains("needed through app -> lib");
        assertThat(problem.location()).isPresent();
    }

    @Test
    void refusesWhatDoesNotBearEachOther() {
        Problem problem = problem(index("one 1; Breaks: two (<< 3)\ntwo 2\n"), wishes("one", "two"));
        assertThat(problem.message()).isEqualTo("one 1 conflicts with two (<< 3), and two 2 is needed too");
    }

    @Test
    void refusesABrokenIndex() {
        var error = catchThrowableOfType(SlipwayException.CorruptData.class,
                () -> index("app 1; Filename: ../../etc/passwd\n"));
        assertThat(error.problem().message()).contains("\"app\"").contains("not a path below a mirror");
        assertThat(catchThrowableOfType(SlipwayException.CorruptData.class, () -> index("../app 1\n"))).isNotNull();
    }
}
