target "default" { context = upper("x", "y") }
