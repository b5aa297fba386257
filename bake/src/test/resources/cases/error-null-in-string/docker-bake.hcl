x = null
target "default" { context = "a${x}" }
