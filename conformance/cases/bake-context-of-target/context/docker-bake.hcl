target "base" {
  network = "none"
  dockerfile-inline = "FROM conformance/base:1\nRUN echo base > /base\n"
}
target "default" {
  network = "none"
  contexts = { base = "target:base" }
}
