list = [1, 2, 3]
objects = [{ name = "x", tags = ["1", "2"] }, { name = "y", tags = ["3"] }]
map = {
  one = 1
  "two" : 2, three = 3
  (upper("four")) = 4
}
target "default" {
  args = {
    arithmetic  = 2 + 3 * 4 - 10 / 4 % 2
    precision   = "${0.1 + 0.2} ${1 / 3} ${1 / 3 * 3} ${2 * 0.1} ${1e3} ${pow(2, 0.5)} ${2 / 3}"
    logic       = !(1 > 2) && (2 >= 2 || false) && 1 != 2
    conditional = jsonencode([true ? 1 : "a", false ? [] : ["x", "1"], null == null])
    splats      = jsonencode([objects[*].name, objects.*.name, objects[*].tags[0], objects.0.tags.*])
    for         = jsonencode([for k, v in map : "${k}${v}" if v > 1])
    object      = jsonencode({ for v in objects : v.name => v.tags })
    grouped     = jsonencode({ for v in ["a", "b", "aa"] : substr(v, 0, 1) => v... })
    index       = list[length(list) - 1] + map["two"] + map.one
    multiline = (
      1 +
      2
    )
    missing     = try(map.five, "none")
    comments    = 1 /* not 2 */ // nor 3
    negative    = -2 - -3
  }
  # A reference to another target.
  tags = [for t in target.other.tags : "${t}-copy"]
  labels = target.other.labels
}
target "other" {
  tags   = ["a", "b"]
  labels = { x = group.g.targets[0] }
}
group "g" {
  targets = ["other"]
}
