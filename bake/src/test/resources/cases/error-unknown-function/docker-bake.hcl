target "default" { context = uper("x") }
