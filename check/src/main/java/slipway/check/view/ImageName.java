package slipway.check.view;

import java.util.Locale;
import java.util.regex.Pattern;

/// The form that the name of an image has in `FROM`: `[host[:port]/]path[:tag][@digest]`.
public final class ImageName {

    private static final int MAX_LENGTH = 1024;
    private static final String COMPONENT = "[a-z0-9]++(?:(?:\\.|__|_|-++)[a-z0-9]++)*+";
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern HOST = Pattern.compile(
            "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?");
    private static final Pattern REST = Pattern.compile("(?<path>" + COMPONENT + "(?:/" + COMPONENT + ")*+)"
            + "(?::[\\w][\\w.-]{0,127})?"
            + "(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?");
    private static final Pattern ID = Pattern.compile("[a-f0-9]{64}");

    private ImageName() {}

    /// Whether an image could be called so. A full ID of an image is no name.
    public static boolean isValid(String name) {
        if (name.length() > MAX_LENGTH || ID.matcher(name).matches()) return false;
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean host = slash >= 0 && (first.contains(".") || first.contains(":") || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT)));
        if (host && !HOST.matcher(first).matches()) return false;
        var rest = REST.matcher(host ? name.substring(slash + 1) : name);
        return rest.matches() && rest.group("path").length() <= 255;
    }
}
