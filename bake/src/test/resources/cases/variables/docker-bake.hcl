variable "TAG" {
  default     = "latest"
  description = "The tag"
  validation {
    condition     = TAG != ""
    error_message = "TAG must not be empty"
  }
}
variable "COUNT" { default = 1 }
variable "DEBUG" { default = false }
variable "NAMES" {
  type    = list(string)
  default = ["a"]
}
variable "PORTS" {
  type = map(number)
}
variable "PAIR" {
  type = tuple([string, bool])
}
variable "CONFIG" {
  type = object({ name = string, size = optional(number) })
}
variable "NUMBERS" {
  type    = set(number)
  default = ["3", 1, 2, 1]
}
variable "UNSET" {}
variable "NULL" { default = null }
variable "DERIVED" { default = "${TAG}-${suffix}" }
suffix = DEBUG ? "debug" : "release"

target "default" {
  args = {
    tag     = TAG
    count   = COUNT + 1
    debug   = DEBUG
    names   = jsonencode(NAMES)
    ports   = jsonencode(PORTS)
    pair    = jsonencode(PAIR)
    config  = jsonencode(CONFIG)
    numbers = jsonencode(NUMBERS)
    unset   = UNSET
    null_   = NULL
    derived = DERIVED
    builtin = "${BAKE_CMD_CONTEXT} ${BAKE_LOCAL_PLATFORM}"
  }
}
