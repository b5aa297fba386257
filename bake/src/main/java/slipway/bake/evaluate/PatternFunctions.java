package slipway.bake.evaluate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Functions with regular expressions, in time linear in the text.
final class PatternFunctions {

    static final List<Function> ALL = List.of(
            Function.of("regex", "pattern:string, string:string", in -> {
                Matcher matcher = pattern(in.text(0), 0).matcher(in.text(1));
                if (!matcher.find()) throw new FunctionFailed("pattern did not match any part of the given string");
                return captured(matcher);
            }),
            Function.of("regex_replace", "str:string, pattern:string, replace:string", PatternFunctions::replace),
            Function.of("regexall", "pattern:string, string:string", in -> {
                Matcher matcher = pattern(in.text(0), 0).matcher(in.text(1));
                var found = new ArrayList<Value>();
                while (matcher.find()) found.add(captured(matcher));
                return Value.list(found);
            }));

    private PatternFunctions() {}

    private static Pattern pattern(String text, int argument) {
        try {
            Pattern pattern = Pattern.compile(text);
            int named = pattern.namedGroups().size();
            if (named > 0 && named < pattern.groupCount()) {
                throw FunctionFailed.at(argument, "named and unnamed groups cannot be mixed");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw FunctionFailed.at(argument, "not a regular expression: " + e.getDescription());
        }
    }

    /// What a match gives: its text without groups, a list of unnamed groups, an object of named ones.
    private static Value captured(Matcher matcher) {
        if (matcher.groupCount() == 0) return Value.of(matcher.group());
        var named = matcher.pattern().namedGroups();
        if (named.isEmpty()) {
            var groups = new ArrayList<Value>();
            for (int i = 1; i <= matcher.groupCount(); i++) groups.add(group(matcher.group(i)));
            return Value.tuple(groups);
        }
        var groups = new TreeMap<String, Value>(Value.ORDER);
        named.forEach((name, number) -> groups.put(name, group(matcher.group(number))));
        return Value.object(groups);
    }

    private static Value group(@org.jspecify.annotations.Nullable String text) {
        return text == null ? Value.NULL : Value.of(text);
    }

    private static Value replace(Inputs in) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(in.text(1));
        } catch (PatternSyntaxException e) {
            throw FunctionFailed.at(1, "not a regular expression: " + e.getDescription());
        }
        Matcher matcher = pattern.matcher(in.text(0));
        var out = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            out.append(in.text(0), at, matcher.start());
            expand(in.text(2), matcher, out);
            at = matcher.end();
            Inputs.boundedLength(out.length());
        }
        return Value.of(out.append(in.text(0).substring(at)).toString());
    }

    /// `$1`, `${1}`, `$name` and `${name}` are groups, `$$` is a dollar; a group that is not there is nothing.
    private static void expand(String template, Matcher matcher, StringBuilder out) {
        var names = java.util.regex.Pattern.compile("\\$(?:\\$|\\{(\\w+)}|(\\w+))").matcher(template);
        int at = 0;
        while (names.find()) {
            out.append(template, at, names.start());
            at = names.end();
            String name = names.group(1) != null ? names.group(1) : names.group(2);
            if (name == null) out.append('$');
            else append(name, matcher, out);
        }
        out.append(template, at, template.length());
    }

    private static void append(String name, Matcher matcher, StringBuilder out) {
        Integer number = name.matches("\\d{1,4}") ? Integer.valueOf(name) : matcher.pattern().namedGroups().get(name);
        if (number == null || number > matcher.groupCount()) return;
        String text = matcher.group(number);
        if (text != null) out.append(text);
    }
}
