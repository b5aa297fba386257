x = 1 / 0
target "default" { args = { x = x } }
