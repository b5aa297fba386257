target "default" { policy = ["x"] }
