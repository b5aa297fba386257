variable "NAME" {
  default = "default"
}
variable "LIST" {
  default = ["x", "y"]
}
function "twice" {
  params = [s]
  result = "${s}-${s}"
}
target "default" {
  args = {
    a = twice(upper(NAME))
    b = join(",", [for v in LIST : "<${v}>"])
  }
  labels = { conditional = NAME == "given" ? "yes" : "no" }
}
