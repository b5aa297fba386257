x = 2
variable "V" { default = "second" }
target "default" {
  args       = { y = "override" }
  tags       = ["b"]
  cache-from = ["b"]
}
group "g" {
  targets = ["other"]
}
target "other" {}
