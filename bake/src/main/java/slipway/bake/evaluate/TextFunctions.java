package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Functions of strings. What is counted in a string is what a reader takes for a character.
final class TextFunctions {

    private static final Pattern CHARACTER = Pattern.compile("\\X");

    static final List<Function> ALL = List.of(
            Function.of("basename", "path:string", in -> Value.of(basename(in.text(0)))),
            Function.of("chomp", "str:string", in -> Value.of(in.text(0).replaceFirst("[\r\n]+$", ""))),
            Function.of("dirname", "path:string", in -> Value.of(dirname(in.text(0)))),
            Function.of("format", "format:string, args:any?...", in -> Value.of(Formatting.format(in.text(0), in.from(1)))),
            Function.of("formatlist", "format:string, args:any?...", in -> formatList(in)),
            Function.of("indent", "spaces:number, str:string", in -> indent(in)),
            Function.of("join", "separator:string, lists:strings...", in -> join(in)),
            Function.of("lower", "str:string", in -> Value.of(mapped(in.text(0), Character::toLowerCase))),
            Function.of("replace", "str:string, substr:string, replace:string", in -> replace(in)),
            Function.of("reverse", "str:string", in -> Value.of(String.join("", characters(in.text(0)).reversed()))),
            Function.of("sanitize", "name:string", in -> Value.of(sanitize(in.text(0)))),
            Function.of("split", "separator:string, str:string", in -> Value.texts(split(in.text(0), in.text(1)))),
            Function.of("strlen", "str:string", in -> Value.of(characters(in.text(0)).size())),
            Function.of("substr", "str:string, offset:number, length:number", in -> substring(in)),
            Function.of("title", "str:string", in -> Value.of(title(in.text(0)))),
            Function.of("trim", "str:string, cutset:string", in -> Value.of(trim(in.text(0), in.text(1)))),
            Function.of("trimprefix", "str:string, prefix:string", in -> Value.of(in.text(0).startsWith(in.text(1))
                    ? in.text(0).substring(in.text(1).length()) : in.text(0))),
            Function.of("trimspace", "str:string", in -> Value.of(in.text(0).strip())),
            Function.of("trimsuffix", "str:string, suffix:string", in -> Value.of(in.text(0).endsWith(in.text(1))
                    ? in.text(0).substring(0, in.text(0).length() - in.text(1).length()) : in.text(0))),
            Function.of("upper", "str:string", in -> Value.of(mapped(in.text(0), Character::toUpperCase))));

    private TextFunctions() {}

    static List<String> characters(String text) {
        return CHARACTER.matcher(text).results().map(result -> result.group()).toList();
    }

    private static String mapped(String text, java.util.function.IntUnaryOperator change) {
        return text.codePoints().map(change).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }

    private static String basename(String path) {
        if (path.isEmpty()) return ".";
        String bare = path.replaceFirst("/+$", "");
        return bare.isEmpty() ? "/" : bare.substring(bare.lastIndexOf('/') + 1);
    }

    private static String dirname(String path) {
        return Paths.clean(path.substring(0, path.lastIndexOf('/') + 1));
    }

    private static Value indent(Inputs in) {
        int spaces = in.integer(0);
        if (spaces < 0) throw FunctionFailed.at(0, "must not be negative");
        long breaks = in.text(1).chars().filter(c -> c == '\n').count();
        Inputs.boundedLength(in.text(1).length() + breaks * spaces);
        return Value.of(in.text(1).replace("\n", "\n" + " ".repeat(spaces)));
    }

    private static Value join(Inputs in) {
        var parts = new ArrayList<String>();
        if (in.size() == 1) throw new FunctionFailed("at least one list is required");
        for (int i = 1; i < in.size(); i++) {
            for (Value item : in.items(i)) {
                if (!(item instanceof Value.Text(var text))) throw FunctionFailed.at(i, "an element is null");
                parts.add(text);
            }
        }
        long length = parts.stream().mapToLong(String::length).sum() + (long) parts.size() * in.text(0).length();
        Inputs.boundedLength(length);
        return Value.of(String.join(in.text(0), parts));
    }

    private static Value replace(Inputs in) {
        String text = in.text(0);
        long most = in.text(1).isEmpty() ? text.length() + 1L : text.length() / in.text(1).length();
        Inputs.boundedLength(text.length() + most * in.text(2).length());
        return Value.of(text.replace(in.text(1), in.text(2)));
    }

    private static String sanitize(String name) {
        return name.codePoints()
                .map(c -> c < 128 && Character.isLetterOrDigit(c) || c == '_' || c == '-' ? c : '_')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> split(String separator, String text) {
        if (separator.isEmpty()) return text.codePoints().mapToObj(Character::toString).toList();
        return List.of(text.split(Pattern.quote(separator), -1));
    }

    private static Value substring(Inputs in) {
        int offset = in.integer(1);
        int length = in.integer(2);
        List<String> characters = characters(in.text(0));
        int start = Math.clamp(offset < 0 ? (long) characters.size() + offset : offset, 0, characters.size());
        long end = length < 0 ? characters.size() : Math.min(characters.size(), (long) start + length);
        return Value.of(String.join("", characters.subList(start, (int) end)));
    }

    private static String title(String text) {
        var titled = new StringBuilder();
        int before = ' ';
        for (int c : text.codePoints().toArray()) {
            titled.appendCodePoint(isSeparator(before) ? Character.toTitleCase(c) : c);
            before = c;
        }
        return titled.toString();
    }

    private static boolean isSeparator(int c) {
        return c < 128 ? !Character.isLetterOrDigit(c) && c != '_' : Character.isWhitespace(c);
    }

    private static String trim(String text, String cut) {
        int start = 0;
        int end = text.length();
        while (start < end && cut.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && cut.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static Value formatList(Inputs in) {
        int length = -1;
        for (int i = 1; i < in.size(); i++) {
            if (!(in.value(i) instanceof Value.Items(var _, var items))) continue;
            if (length >= 0 && items.size() != length) throw FunctionFailed.at(i, "all lists must have the same length");
            length = items.size();
        }
        var lines = new ArrayList<String>();
        for (int row = 0; row < Math.max(length, length < 0 ? 1 : 0); row++) {
            int at = row;
            List<Value> arguments = in.from(1).stream()
                    .map(value -> value instanceof Value.Items(var _, var items) ? items.get(at) : value)
                    .collect(Collectors.toList());
            lines.add(Formatting.format(in.text(0), arguments));
        }
        return Value.texts(lines);
    }
}
