x = [1, 2]
target "default" { args = { x = x[2] } }
