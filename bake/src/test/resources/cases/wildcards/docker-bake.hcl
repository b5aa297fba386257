group "app-all" {
  targets = ["app-one"]
}
target "app-one" {}
target "app-two" {}
target "lib-1" {}
target "lib-2" {}
target "lib-x" {}
