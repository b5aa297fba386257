package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.List;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Reads JSON (RFC 8259) into nodes that know where they stand. A name may stand in an object twice: blocks are written so.
final class JsonTree {

    private static final int MAX_NUMBER = 1000;

    private final Cursor cursor;

    JsonTree(Cursor cursor) {
        this.cursor = cursor;
    }

    /// A JSON value.
    sealed interface Node {
        Location location();

        record Obj(List<Member> members, Location location) implements Node {}

        record Arr(List<Node> items, Location location) implements Node {}

        record Str(String text, Location location) implements Node {}

        /// A number, `true`, `false` or `null`, as written.
        record Plain(String text, Location location) implements Node {}
    }

    record Member(String name, Location nameLocation, Node value) {}

    Node read() {
        Node node = value();
        space();
        if (!cursor.atEnd()) throw wrong("nothing more");
        return node;
    }

    private Node value() {
        space();
        int start = cursor.at();
        return switch (cursor.peek()) {
            case '{' -> object(start);
            case '[' -> array(start);
            case '"' -> new Node.Str(string(), cursor.since(start));
            default -> plain(start);
        };
    }

    private Node object(int start) {
        cursor.enter();
        cursor.next();
        var members = new ArrayList<Member>();
        space();
        while (!cursor.take("}")) {
            if (!members.isEmpty()) expect(",");
            space();
            int name = cursor.at();
            if (cursor.peek() != '"') throw wrong("a name in double quotes");
            String text = string();
            Location location = cursor.since(name);
            expect(":");
            members.add(new Member(text, location, value()));
            space();
        }
        cursor.leave();
        return new Node.Obj(members, cursor.since(start));
    }

    private Node array(int start) {
        cursor.enter();
        cursor.next();
        var items = new ArrayList<Node>();
        space();
        while (!cursor.take("]")) {
            if (!items.isEmpty()) expect(",");
            items.add(value());
            space();
        }
        cursor.leave();
        return new Node.Arr(items, cursor.since(start));
    }

    private void expect(String symbol) {
        space();
        if (!cursor.take(symbol)) throw wrong(symbol);
    }

    private Node plain(int start) {
        while (Character.isLetterOrDigit(cursor.peek()) || "+-.".indexOf(cursor.peek()) >= 0) cursor.next();
        String text = cursor.text(start, cursor.at());
        if (text.matches("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?") && text.length() < MAX_NUMBER) {
            return new Node.Plain(text, cursor.since(start));
        }
        cursor.moveTo(start);
        throw wrong("a JSON value");
    }

    private String string() {
        int start = cursor.at();
        cursor.next();
        var text = new StringBuilder();
        while (!cursor.take("\"")) {
            if (cursor.atEnd() || cursor.peek() == '\n') {
                throw refuse(cursor.since(start), "this string has no closing quote");
            }
            char c = cursor.next();
            text.append(c == '\\' ? escape() : c);
        }
        return text.toString();
    }

    private char escape() {
        int start = cursor.at() - 1;
        char c = cursor.atEnd() ? '\n' : cursor.next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int value = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(cursor.peek(), 16);
                    if (digit < 0) throw refuse(cursor.since(start), "\\u is followed by four hexadecimal digits");
                    value = value * 16 + digit;
                    cursor.next();
                }
                yield (char) value;
            }
            default -> throw refuse(cursor.since(start), "JSON has no escape \\" + c);
        };
    }

    private void space() {
        while (" \t\r\n".indexOf(cursor.peek()) >= 0 && !cursor.atEnd()) cursor.next();
    }

    private SlipwayException.BadInput wrong(String expected) {
        String found = cursor.atEnd() ? "the end of the text" : cursor.text(cursor.at(), cursor.at() + 1).strip();
        return cursor.refuse(cursor.at(), cursor.at() + 1, "expected " + expected
                + (found.isEmpty() ? "" : ", found " + found),
                "this file is read as JSON");
    }

    static SlipwayException.BadInput refuse(Location place, String message) {
        return new SlipwayException.BadInput(Problem.at(place.source(), place.span(), message));
    }
}
