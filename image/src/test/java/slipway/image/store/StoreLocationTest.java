package slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.store.StoreLocation.User;

final class StoreLocationTest {

    @Test
    void theVariableDecides() {
        var environment = Map.of("SLIPWAY_ROOT", "/srv/store/../images", "HOME", "/home/ann", "SLIPWAY_ROOTLESS", "1");
        assertThat(StoreLocation.of(environment, User.ROOT)).isEqualTo(Path.of("/srv/images"));
        assertThat(StoreLocation.of(environment, User.OTHER)).isEqualTo(Path.of("/srv/images"));
        assertThat(StoreLocation.of(Map.of("SLIPWAY_ROOT", "here"), User.OTHER)).isEqualTo(Path.of("here").toAbsolutePath());
    }

    @Test
    void rootHasTheSystemsStore() {
        assertThat(StoreLocation.of(Map.of("HOME", "/root", "SLIPWAY_ROOT", ""), User.ROOT))
                .isEqualTo(Path.of("/var/lib/slipway"));
        assertThat(StoreLocation.of(Map.of("XDG_DATA_HOME", "/data"), User.ROOT)).isEqualTo(Path.of("/var/lib/slipway"));
    }

    @Test
    void everyoneElseHasTheirOwn() {
        assertThat(StoreLocation.of(Map.of("HOME", "/home/ann"), User.OTHER))
                .isEqualTo(Path.of("/home/ann/.local/share/slipway"));
        assertThat(StoreLocation.of(Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "/data"), User.OTHER))
                .isEqualTo(Path.of("/data/slipway"));
        assertThat(StoreLocation.of(Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "relative"), User.OTHER))
                .isEqualTo(Path.of("/home/ann/.local/share/slipway"));
    }

    @Test
    void inAUserNamespaceTheIdOfRootMeansNothing() {
        assertThat(StoreLocation.of(Map.of("HOME", "/home/ann", "SLIPWAY_ROOTLESS", "1"), User.ROOT))
                .isEqualTo(Path.of("/home/ann/.local/share/slipway"));
    }

    @Test
    void withoutAHomeTheUserMustSay() {
        assertThatThrownBy(() -> StoreLocation.of(Map.of(), User.OTHER)).isInstanceOf(SlipwayException.BadInput.class);
    }
}
