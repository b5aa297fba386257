package slipway.dockerfile;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// Shows a tree as indented text, all of it, for people to review and tests to compare.
final class TreeText {

    private final Source source;
    private final StringBuilder out = new StringBuilder();

    private TreeText(Source source) {
        this.source = source;
    }

    static String of(Dockerfile file) {
        var text = new TreeText(file.source());
        for (Node node : file.nodes()) text.show(0, "", node);
        text.line(0, "meta args: " + file.metaArgs().stream().flatMap(arg -> arg.declarations().stream())
                .map(declaration -> declaration.name().text()).toList());
        for (Stage stage : file.stages()) {
            text.line(0, "stage %d: %s, %d instructions".formatted(
                    stage.index(), stage.name().orElse("no name"), stage.instructions().size()));
        }
        return text.out.toString();
    }

    private void show(int depth, String label, Object value) {
        switch (value) {
            case Word word -> line(depth, label + quote(word.text()) + " @" + place(word.span()));
            case Span span -> line(depth, label + "@" + place(span));
            case Optional<?> optional -> optional.ifPresent(held -> show(depth, label, held));
            case List<?> list -> list.forEach(item -> show(depth, label, item));
            case String string -> line(depth, label + quote(string));
            case Record record -> showRecord(depth, label, record);
            default -> line(depth, label + value);
        }
    }

    private void showRecord(int depth, String label, Record record) {
        line(depth, label + record.getClass().getSimpleName());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                show(depth + 1, component.getName() + " ", component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private String place(Span span) {
        return source.line(span.start()) + ":" + source.column(span.start()) + "-" + source.line(span.end()) + ":"
                + source.column(span.end());
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
                .replace("\"", "\\\"") + '"';
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
