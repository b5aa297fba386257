package slipway.bake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import slipway.bake.evaluate.Conversion;
import slipway.bake.evaluate.Evaluator;
import slipway.bake.evaluate.FunctionFailed;
import slipway.bake.evaluate.Scope;
import slipway.bake.evaluate.Type;
import slipway.bake.evaluate.Value;
import slipway.bake.hcl.Body.Attribute;
import slipway.bake.hcl.Expression;

/// Reads attributes of targets: evaluates them, and makes them what they have to be.
final class SettingReader {

    private SettingReader() {}

    /// The setting of an attribute; none if it is null.
    static Optional<Setting> read(Key key, Attribute attribute, Scope scope) {
        Expression expression = attribute.value();
        Value value = Refusal.placed(expression.location(), key.attribute(), () -> Evaluator.evaluate(expression, scope));
        if (value.isNull()) return Optional.empty();
        return Refusal.placed(expression.location(), key.attribute(), () -> switch (key.kind()) {
            case TEXT -> text(key, value);
            case FLAG -> Optional.of(new Setting.Flag(convert(value, Type.FLAG).equals(Value.TRUE)));
            case TEXTS -> Optional.of(new Setting.Texts(texts(value)));
            case PAIRS -> Optional.of(pairs(key, value));
            case CACHES, EXPORTS, ATTESTS, SECRETS, SSH_KEYS -> Optional.of(entries(key, value));
        });
    }

    private static Value convert(Value value, Type type) {
        return Conversion.convert(value, type);
    }

    private static Optional<Setting> text(Key key, Value value) {
        String text = convert(value, Type.TEXT) instanceof Value.Text(var plain) ? plain : "";
        return key == Key.DESCRIPTION && text.isEmpty() ? Optional.empty() : Optional.of(new Setting.Text(text));
    }

    /// A list of strings, none of them null.
    static List<String> texts(Value value) {
        var texts = new ArrayList<String>();
        if (convert(value, Type.TEXTS) instanceof Value.Items(var _, var items)) {
            for (Value item : items) {
                if (!(item instanceof Value.Text(var text))) throw nullElement();
                texts.add(text);
            }
        }
        return texts;
    }

    private static FunctionFailed nullElement() {
        return new FunctionFailed("null is not allowed in it");
    }

    /// A null means that there is nothing to say of a name; only a context has to be something.
    private static Setting pairs(Key key, Value value) {
        var pairs = new LinkedHashMap<String, String>();
        if (convert(value, Type.TEXT_MAP) instanceof Value.Members(var _, var members)) {
            members.forEach((name, member) -> {
                if (member instanceof Value.Text(var text)) pairs.put(name, text);
                else if (key == Key.CONTEXTS) throw nullElement();
            });
        }
        return Setting.pairs(pairs);
    }

    private static Setting entries(Key key, Value value) {
        if (!(value instanceof Value.Items(var _, var items))) {
            throw new FunctionFailed("a list of strings or objects is required");
        }
        var entries = new ArrayList<Entry>();
        for (Value item : items) entries.addAll(Entries.read(key.kind(), item));
        return new Setting.Entries(entries);
    }
}
