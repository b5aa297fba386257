"""Medians, ratios, and how they are printed."""
import json
import statistics


def summary(samples, builders):
    """Rows for each workload and mode from samples (workload, mode, builder) -> [Cost]."""
    rows = []
    for workload, mode in dict.fromkeys(key[:2] for key in samples):
        row = {"workload": workload, "mode": mode, "builders": {}, "ratios": {}}
        for builder in builders:
            costs = samples.get((workload, mode, builder), [])
            if costs:
                row["builders"][builder] = {
                    "wall": statistics.median(cost.wall for cost in costs),
                    "cpu": statistics.median(cost.cpu for cost in costs),
                    "walls": [round(cost.wall, 3) for cost in costs],
                    "cpus": [round(cost.cpu, 3) for cost in costs],
                }
        for other in builders:
            ours, theirs = row["builders"].get("slipway"), row["builders"].get(other)
            if other != "slipway" and ours and theirs:
                row["ratios"][other] = {"wall": ratio(ours["wall"], theirs["wall"]), "cpu": ratio(ours["cpu"], theirs["cpu"])}
        rows.append(row)
    return rows


def ratio(ours, theirs):
    return round(ours / theirs, 3) if theirs else None


def table(rows, builders, facts):
    """The rows as text, after the facts about the machine and the programs."""
    others = [builder for builder in builders if builder != "slipway"]
    head = ["workload", "mode"] + [f"{builder} s" for builder in builders] + [f"{builder} cpu" for builder in builders]
    head += [f"wall/{other}" for other in others] + [f"cpu/{other}" for other in others]
    lines = [head]
    for row in rows:
        line = [row["workload"], row["mode"]]
        for field in ("wall", "cpu"):
            line += [shown(row["builders"].get(builder, {}).get(field)) for builder in builders]
        for field in ("wall", "cpu"):
            line += [shown(row["ratios"].get(other, {}).get(field)) for other in others]
        lines.append(line)
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    text = [f"{key}: {value}" for key, value in facts.items()] + [""]
    for line in lines:
        cells = [cell.ljust(width) if place < 2 else cell.rjust(width) for place, (cell, width) in enumerate(zip(line, widths))]
        text.append("  ".join(cells).rstrip())
    return "\n".join(text)


def shown(number):
    return "-" if number is None else f"{number:.2f}"


def as_json(rows, facts, failures):
    return json.dumps({"facts": facts, "results": rows, "failures": failures}, indent=2)
