package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipway.bake.hcl.Body.Attribute;
import slipway.bake.hcl.Body.Block;
import slipway.bake.hcl.Body.Label;
import slipway.diagnostics.Location;

/// Reads bodies: attributes, one a line, and blocks.
final class BodyParser {

    private final Cursor cursor;
    private final ExpressionParser expressions;

    BodyParser(Cursor cursor) {
        this.cursor = cursor;
        this.expressions = new ExpressionParser(cursor);
    }

    /// What is being collected.
    private static final class Draft {
        final List<Attribute> attributes = new ArrayList<>();
        final List<Block> blocks = new ArrayList<>();
        final Map<String, Attribute> byName = new HashMap<>();
    }

    Body file() {
        var draft = new Draft();
        cursor.skipBreaks();
        while (!cursor.atEnd()) {
            item(draft);
            endOfLine();
            cursor.skipBreaks();
        }
        return new Body(draft.attributes, draft.blocks, cursor.location(0, cursor.end()));
    }

    private void item(Draft draft) {
        int start = cursor.at();
        if (!cursor.atIdentifier()) throw cursor.unexpected("an attribute or a block");
        String name = cursor.identifier();
        Location nameLocation = cursor.since(start);
        if (cursor.takeSymbol("=")) attribute(draft, name, nameLocation);
        else draft.blocks.add(block(name, nameLocation));
    }

    private void attribute(Draft draft, String name, Location nameLocation) {
        var attribute = new Attribute(name, nameLocation, expressions.expression());
        Attribute before = draft.byName.put(name, attribute);
        if (before != null) throw cursor.refuse(nameLocation.span().start(), nameLocation.span().end(),
                "the attribute " + name + " is set twice", "it is set in line " + before.nameLocation().line());
        draft.attributes.add(attribute);
    }

    private Block block(String type, Location typeLocation) {
        var labels = new ArrayList<Label>();
        while (!cursor.takeSymbol("{")) {
            int start = cursor.at();
            if (cursor.peek() == '"') labels.add(new Label(expressions.plainString("a label"), cursor.since(start)));
            else if (cursor.atIdentifier()) labels.add(new Label(cursor.identifier(), cursor.since(start)));
            else if (labels.isEmpty()) throw cursor.unexpected("= or { after " + type);
            else throw cursor.unexpected("{");
        }
        return new Block(type, typeLocation, labels, braces(typeLocation));
    }

    private Body braces(Location head) {
        cursor.enter();
        int start = cursor.at() - 1;
        var draft = new Draft();
        if (cursor.atBreak()) {
            lines(draft, head);
        } else if (!cursor.takeSymbol("}")) {
            oneLine(draft);
        }
        cursor.leave();
        return new Body(draft.attributes, draft.blocks, cursor.since(start));
    }

    private void lines(Draft draft, Location head) {
        cursor.skipBreaks();
        while (!cursor.takeSymbol("}")) {
            if (cursor.atEnd()) throw cursor.refuse(head.span().start(), head.span().end(),
                    "this block has no closing brace", "close it with }");
            item(draft);
            endOfLine();
            cursor.skipBreaks();
        }
    }

    private void oneLine(Draft draft) {
        int start = cursor.at();
        if (!cursor.atIdentifier()) throw cursor.unexpected("an attribute");
        String name = cursor.identifier();
        Location location = cursor.since(start);
        if (!cursor.takeSymbol("=")) throw cursor.refuse(start, cursor.at(),
                "a block cannot be nested in a block on one line",
                "begin a new line after {");
        attribute(draft, name, location);
        if (!cursor.takeSymbol("}")) throw cursor.atBreak()
                ? cursor.refuse(start, cursor.at(), "a block that begins on one line must end on it",
                        "begin a new line after {")
                : cursor.unexpected("} after the only attribute of a block on one line");
    }

    private void endOfLine() {
        if (!cursor.atBreak()) throw cursor.unexpected("a new line");
    }
}
