target "default" {
  args = { v = "file" }
  labels = { a = "file", b = "file" }
}
