package slipway.build.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.build.remote.GitOptions.GitDirectory;
import slipway.diagnostics.SlipwayException;

/// What BuildKit 0.25 takes for the address of a repository, and how it reads it.
final class GitAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://h/a.git", "http://h/a.git#main", "https://h/a.git?ref=x", "git://h/a", "ssh://u@h/a", "git@h:a",
        "user@h:a/b.git#x", "GIT://h/a"})
    void knowsRepositories(String text) {
        assertThat(GitAddress.matches(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/a", "https://h/a.git/", "https://h/a.tar?x=.git", "a.git", "./git@h:a", "github.com/a/b",
        "file:///a.git", "dir/u@h:a", "h:a"})
    void knowsWhatIsNone(String text) {
        assertThat(GitAddress.matches(text)).isFalse();
    }

    @Test
    void givesUsersTwoFormsMore() {
        assertThat(GitAddress.matchesForUser("github.com/a/b")).isTrue();
        assertThat(GitAddress.parse("github.com/a/b#x").remote()).isEqualTo("https://github.com/a/b");
        assertThat(GitAddress.matchesForUser("file:///a.git")).isTrue();
        assertThat(GitAddress.parse("file:///a.git#x:y").way()).isEqualTo(GitAddress.Way.FILE);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", value = {
        "git://h/a -> git://h/a | | ",
        "git://h/a#main -> git://h/a | main | ",
        "git://h/a#main:dir/x -> git://h/a | main | dir/x",
        "git://h/a#:dir -> git://h/a | | dir",
        "git://h/a?ref=main&subdir=x -> git://h/a | main | x",
        "git://h/a?ref=main#main:x -> git://h/a | main | x",
        "git://h/a?branch=b -> git://h/a | refs/heads/b | ",
        "git://h/a?tag=v1 -> git://h/a | refs/tags/v1 | ",
        "git://h/a?commit=abc -> git://h/a | abc | ",
        "git://h/a?subdir=x%2Fy -> git://h/a | | x/y",
        "git://h/a#x:../../etc -> git://h/a | x | etc",
        "git@h:a/b.git#x:./y//z/ -> git@h:a/b.git | x | y/z",
        "HTTPS://H:8/a.git#x -> https://H:8/a.git | x | ",
    })
    void readsWhatOfItIsMeant(String text, String expected) {
        GitAddress address = GitAddress.parse(text);
        assertThat((address.remote() + " | " + address.options().ref() + " | " + address.options().subdirectory()).replace("  ", " "))
                .isEqualToIgnoringWhitespace(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", value = {
        "?foo=bar -> unexpected query \"foo\" in the address of a git repository",
        "?ref=main#other -> ref conflicts: \"other\" vs \"main\"",
        "?subdir=dir#main:other -> subdir conflicts: \"other\" vs \"dir\"",
        "?branch=main&tag=v1 -> branch conflicts with tag",
        "?tag=v1#main -> tag conflicts with ref",
        "?branch=b#main -> branch conflicts with ref",
        "?ref= -> query \"ref\" has no value",
        "?ref=a&ref=b -> query \"ref\" has multiple values",
        "?keep-git-dir=foo -> invalid keep-git-dir value: \"foo\"",
        "?mtime=now -> invalid mtime value: \"now\"",
        "?fetch-by-commit=true&checksum=abc -> invalid fetch-by-commit value: \"true\"",
        "#-x -> invalid git ref \"-x\"",
    })
    void refusesContradictions(String rest, String message) {
        assertThatThrownBy(() -> GitAddress.parse("git://h/a" + rest)).isInstanceOf(SlipwayException.BadInput.class).hasMessage(message);
    }

    @Test
    void decidesOnTheGitDirectoryOnce() {
        GitOptions kept = GitAddress.parse("git://h/a?keep-git-dir").options();
        assertThat(kept.keepsGitDirectory()).isTrue();
        assertThat(kept.with(GitDirectory.KEEP)).isEqualTo(kept);
        assertThatThrownBy(() -> kept.with(GitDirectory.DROP)).hasMessage("inconsistent keep-git-dir configuration");
        assertThat(GitAddress.parse("git://h/a").options().with(GitDirectory.DROP).keepsGitDirectory()).isFalse();
    }

    @Test
    void agreesOnOneChecksum() {
        assertThatThrownBy(() -> GitAddress.parse("git://h/a?checksum=abc").options().withChecksum("abcd"))
                .hasMessage("checksum mismatch \"abcd\" != \"abc\"");
    }

    @Test
    void takesALoginOutOfTheAddress() {
        GitAddress address = GitAddress.parse("https://me:s%40cret@h/a.git");
        assertThat(address.remote()).isEqualTo("https://h/a.git");
        assertThat(address.login()).hasValue("me:s@cret");
        assertThat(GitAddress.parse("ssh://git@h/a").remote()).isEqualTo("ssh://git@h/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://-oProxyCommand=x/a", "ssh://u:p@h/a", "git://h\n/a", "https://h^/a.git", "ssh://-x@-h/a"})
    void refusesWhatCouldMeanSomethingElseToAProgram(String text) {
        assertThatThrownBy(() -> GitAddress.parse(text)).isInstanceOf(SlipwayException.BadInput.class);
    }
}
