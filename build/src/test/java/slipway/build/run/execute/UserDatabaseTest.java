package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.build.run.execute.ProcessSpec.User;
import slipway.build.run.execute.UserDatabase.Resolved;
import slipway.diagnostics.SlipwayException;

class UserDatabaseTest {
    private static final UserDatabase DATABASE = UserDatabase.parse("""
            root:x:0:0:root:/root:/bin/sh
            broken
            app:x:1000:1001::/home/app:/bin/sh
            bad:x:minus:1
            relative:x:7:8::home:/bin/sh
            """, """
            root:x:0:root
            app:x:1001:
            video:x:44:app,other
            audio:x:29:app
            broken:x:y:app
            """);

    @ParameterizedTest
    @CsvSource({"'', 0, 0, /root", "root, 0, 0, /root", "1000:0, 1000, 0, /home/app", "app:video, 1000, 44, /home/app",
            "4242, 4242, 0, /", "4242:77, 4242, 77, /", "relative, 7, 8, /", ":29, 0, 29, /root"})
    void resolvesNamesAndNumbers(String text, int uid, int gid, String home) {
        Resolved resolved = DATABASE.resolve(text);
        assertThat(List.of(resolved.user().uid(), resolved.user().gid(), resolved.home())).isEqualTo(List.of(uid, gid, home));
    }

    @Test
    void givesSupplementaryGroupsOnlyWhereNoGroupIsNamed() {
        assertThat(DATABASE.resolve("app").user()).isEqualTo(new User(1000, 1001, List.of(1001, 29, 44)));
        assertThat(DATABASE.resolve("1000").user()).isEqualTo(new User(1000, 1001, List.of(1001, 29, 44)));
        assertThat(DATABASE.resolve("app:app").user()).isEqualTo(new User(1000, 1001, List.of(1001)));
    }

    @ParameterizedTest
    @CsvSource({"nobody", "app:nogroup", "-1", "99999999999", "bad"})
    void refusesUnknownNames(String text) {
        assertThatThrownBy(() -> DATABASE.resolve(text)).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageMatching("unknown (user|group) .*");
    }
}
