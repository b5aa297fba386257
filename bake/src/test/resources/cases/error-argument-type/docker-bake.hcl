target "default" { context = join(",", "x") }
