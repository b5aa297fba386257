target "default" { pull = "sometimes" }
