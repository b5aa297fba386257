target "app" {
  contexts     = { base = "target:base", tools = "target:tools" }
  platforms    = ["linux/amd64", "linux/arm64"]
  tags         = ["app"]
}
target "base" {
  contexts  = { tools = "target:tools" }
  platforms = ["linux/amd64", "linux/arm64", "linux/riscv64"]
  tags      = ["base"]
}
target "tools" {
  output       = ["type=docker"]
  entitlements = ["network.host"]
}
