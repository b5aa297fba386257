target "default" {
  context: "."
}
