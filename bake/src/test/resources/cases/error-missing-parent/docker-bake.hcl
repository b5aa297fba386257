target "default" { inherits = ["_bas"] }
target "_base" {}
