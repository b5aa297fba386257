variable "COUNT" { type = number }
target "default" {}
