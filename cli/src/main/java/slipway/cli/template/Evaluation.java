package slipway.cli.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.cli.template.Node.Expression;
import slipway.cli.template.Node.Naming;
import slipway.cli.template.Node.Pipeline;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.image.json.Json;

/// One use of a template: its variables, and the text so far.
final class Evaluation {
    private static final int LONGEST = 64 << 20;

    private final Source source;
    private final StringBuilder out = new StringBuilder();
    private final List<Binding> variables = new ArrayList<>();

    private static final class Binding {
        final String name;
        Json value;

        Binding(String name, Json value) {
            this.name = name;
            this.value = value;
        }
    }

    Evaluation(Source source, Json data) {
        this.source = source;
        variables.add(new Binding("", data));
    }

    String run(List<Node> nodes) {
        run(nodes, variables.getFirst().value);
        return out.toString();
    }

    private void run(List<Node> nodes, Json dot) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Text(var text) -> out.append(text);
                case Node.Action(var pipeline) -> {
                    Json value = value(pipeline, dot);
                    if (pipeline.naming() == Naming.NONE) out.append(GoText.print(value));
                }
                case Node.Branch branch -> branch(branch, dot);
                case Node.Range range -> range(range, dot);
            }
            if (out.length() > LONGEST) throw error(Span.at(0), "the result is too long");
        }
    }

    private void branch(Node.Branch branch, Json dot) {
        int outside = variables.size();
        Json value = value(branch.condition(), dot);
        boolean holds = GoText.isTrue(value);
        run(holds ? branch.then() : branch.otherwise(), holds && branch.dot() == Node.Dot.BOUND ? value : dot);
        leave(outside);
    }

    private void range(Node.Range range, Json dot) {
        int outside = variables.size();
        Pipeline over = range.over();
        Json value = value(new Pipeline(Naming.NONE, List.of(), over.stages(), over.span()), dot);
        List<Map.Entry<Json, Json>> items = items(value, over.span());
        for (Map.Entry<Json, Json> item : items) {
            int inside = variables.size();
            List<String> names = over.names();
            if (names.size() == 1) bind(over, names.getFirst(), item.getValue());
            if (names.size() == 2) {
                bind(over, names.getFirst(), item.getKey());
                bind(over, names.getLast(), item.getValue());
            }
            run(range.body(), item.getValue());
            leave(inside);
        }
        if (items.isEmpty()) run(range.otherwise(), dot);
        leave(outside);
    }

    private List<Map.Entry<Json, Json>> items(Json value, Span span) {
        var items = new ArrayList<Map.Entry<Json, Json>>();
        switch (value) {
            case Json.Arr(var list) -> {
                for (int i = 0; i < list.size(); i++) items.add(Map.entry(Json.of(i), list.get(i)));
            }
            case Json.Obj(var members) -> new TreeMap<>(members)
                    .forEach((key, member) -> items.add(Map.entry(Json.of(key), member)));
            case Json.Null() -> {}
            case Json.Str _, Json.Num _,
                    Json.Bool _ -> throw error(span, "range needs a list or an object, not " + GoText.kind(value));
        }
        return items;
    }

    private void leave(int size) {
        while (variables.size() > size) variables.removeLast();
    }

    private void bind(Pipeline pipeline, String name, Json value) {
        if (pipeline.naming() == Naming.ASSIGNS) {
            binding(name, pipeline.span()).value = value;
        } else {
            variables.add(new Binding(name, value));
        }
    }

    private Binding binding(String name, Span span) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) return variables.get(i);
        }
        throw error(span, "there is no variable $" + name);
    }

    private Json value(Pipeline pipeline, Json dot) {
        Json value = value(pipeline.stages().getFirst(), dot, List.of());
        for (Expression stage : pipeline.stages().subList(1, pipeline.stages().size())) value =
                value(stage, dot, List.of(value));
        if (pipeline.naming() != Naming.NONE) {
            if (pipeline.names().size() != 1) throw error(pipeline.span(), "two names are for range only");
            bind(pipeline, pipeline.names().getFirst(), value);
        }
        return value;
    }

    private Json value(Expression expression, Json dot, List<Json> piped) {
        return switch (expression) {
            case Node.Here _ -> dot;
            case Node.Variable(var name, var span) -> binding(name, span).value;
            case Node.Literal(var value, _) -> value;
            case Node.Group(var pipeline, _) -> value(pipeline, dot);
            case Node.Field(var of, var name, var span) -> field(value(of, dot, List.of()), name, span);
            case Node.Call call -> call(call, dot, piped);
        };
    }

    /// Members of a record must be there, or a typing error would print nothing. A record is an object all of whose keys
    /// are capitalised, as the fields of Go's structures are; other objects are dictionaries, such as labels.
    private Json field(Json of, String name, Span span) {
        return switch (of) {
            case Json.Obj(var members) -> {
                Json value = members.get(name);
                if (value != null) yield value;
                boolean isRecord = !members.isEmpty() && members.keySet().stream()
                        .allMatch(key -> key.matches("[A-Z][A-Za-z0-9]*"));
                if (!isRecord) yield new Json.Null();
                Problem problem = Problem.at(source, span, "there is no field " + name);
                throw new SlipwayException.Usage(problem.hint(Suggestion.didYouMean("." + name, members.keySet().stream()
                        .map(key -> "." + key).toList())
                        .orElseGet(() -> "there is " + String.join(", ", members.keySet()))));
            }
            case Json.Null() -> of;
            case Json.Arr _, Json.Str _, Json.Num _,
                    Json.Bool _ -> throw error(span, GoText.kind(of) + " has no field " + name);
        };
    }

    /// `and` and `or` stop at the argument that decides.
    private Json call(Node.Call call, Json dot, List<Json> piped) {
        var arguments = new ArrayList<Json>();
        boolean isAnd = call.function().equals("and");
        boolean isOr = call.function().equals("or");
        for (Expression argument : call.arguments()) {
            Json value = value(argument, dot, List.of());
            arguments.add(value);
            if (isAnd && !GoText.isTrue(value) || isOr && GoText.isTrue(value)) return value;
        }
        arguments.addAll(piped);
        try {
            return Functions.call(call.function(), arguments);
        } catch (Functions.Misuse e) {
            throw error(call.span(), call.function() + ": " + e.getMessage());
        }
    }

    private SlipwayException error(Span span, String message) {
        return new SlipwayException.Usage(Problem.at(source, span, message));
    }
}
