variable "V" {
  default = "x"
  validation {
    condition = V == "y"
    error_message = "V must be y"
  }
}
target "default" {
  args = { v = V }
}
