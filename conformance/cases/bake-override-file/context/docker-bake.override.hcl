target "default" {
  labels = { a = "override" }
}
