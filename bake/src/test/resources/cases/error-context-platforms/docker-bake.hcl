target "default" {
  contexts = { x = "target:x" }
  platforms = ["linux/amd64", "linux/arm64"]
}
target "x" { platforms = ["linux/amd64", "linux/s390x"] }
