package slipway.build.run.execute;

/// overlayfs, as we use it.
public final class OverlaySupport {
    private OverlaySupport() { }

    /// The options of every overlay mount, each with a comma before it. They switch off what would make an upper directory
    /// depend on more than itself. In a user namespace the marks are kept where its root may write them.
    static String options(Privileges privileges) {
        return ",index=off,metacopy=off,redirect_dir=off,xino=off" + (privileges.inUserNamespace() ? ",userxattr" : "");
    }
}
