package slipway.bake;

import java.util.Comparator;
import java.util.List;
import slipway.bake.evaluate.JsonText;
import slipway.bake.evaluate.Value;
import slipway.image.json.Json;

/// The targets that are to be built, complete, and the groups that they were asked for with.
///
/// @param targets a target after those that it takes as contexts
public record Resolution(List<Group> groups, List<Target> targets) {

    public Resolution {
        groups = List.copyOf(groups);
        targets = List.copyOf(targets);
    }

    /// What `--print` shows, without the last line break.
    public String print() {
        var groupsJson = Json.object();
        groups.stream().sorted(Comparator.comparing(Group::name, Value.ORDER)).forEach(group ->
                groupsJson.put(group.name(), Json.object().putUnlessEmpty("description", group.description())
                        .put("targets", Json.strings(group.targets())).build()));
        var targetsJson = Json.object();
        targets.stream().sorted(Comparator.comparing(Target::name, Value.ORDER)).forEach(target ->
                targetsJson.put(target.name(), target.toJson()));
        var all = Json.object();
        if (!groups.isEmpty()) all.put("group", groupsJson.build());
        return JsonText.pretty(all.put("target", targetsJson.build()).build());
    }
}
