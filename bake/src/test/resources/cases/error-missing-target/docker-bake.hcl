group "default" { targets = ["ap"] }
target "app" {}
