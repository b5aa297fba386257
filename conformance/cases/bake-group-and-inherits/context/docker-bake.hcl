group "default" {
  targets = ["one", "two"]
}
target "common" {
  args = { v = "common" }
  labels = { common = "yes" }
}
target "one" {
  inherits = ["common"]
  target = "one"
}
target "two" {
  inherits = ["common"]
  args = { w = "own", v = "other" }
  target = "two"
}
