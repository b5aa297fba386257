target "app" {
  tags       = ["app:1"]
  args       = { a = "1" }
  cache-from = ["x"]
  output     = ["type=image"]
  attest     = ["type=sbom"]
}
target "app-debug" {
  inherits = ["app"]
}
target "lib" {}
