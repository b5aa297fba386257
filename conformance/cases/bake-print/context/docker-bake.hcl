group "all" {
  targets = ["a", "b"]
}
target "a" {
  tags = ["one", "two:1"]
  args = { z = "1", b = "2" }
  platforms = ["linux/amd64"]
}
target "b" {
  inherits = ["a"]
  dockerfile = "Other"
  no-cache = true
}
