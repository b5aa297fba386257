x = 1
variable "V" {
  default = "first"
}
target "default" {
  args       = { x = x, v = V }
  tags       = ["a"]
  platforms  = ["linux/amd64"]
  cache-from = ["a"]
}
group "g" {
  targets = ["default"]
}
