target "default" {
  name = "app-${v}"
  matrix = { v = ["one", "two"] }
  args = { v = v }
  output = ["type=oci,dest=${OUT}/${v}.tar"]
}
variable "OUT" {}
