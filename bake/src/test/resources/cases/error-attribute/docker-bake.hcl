x = { name = 1 }
target "default" { args = { x = x.nam } }
