package slipway.cli;

import java.lang.module.ModuleDescriptor;

/// Which slipway this is.
public final class Version {

    private Version() {}

    /// The version of this module; `unreleased` where it was not packed as one.
    public static String current() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module == null ? "unreleased" : module.rawVersion().orElse("unreleased");
    }
}
