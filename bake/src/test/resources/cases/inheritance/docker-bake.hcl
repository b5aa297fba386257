target "_base" {
  args        = { a = "base", b = "base", c = null }
  labels      = { x = "base" }
  tags        = ["base"]
  platforms   = ["linux/amd64"]
  annotations = ["base=1"]
  cache-from  = ["base"]
  cache-to    = ["type=inline"]
  pull        = true
}

target "_other" {
  args       = { b = "other", d = "other" }
  tags       = ["other"]
  cache-from = ["other", "base"]
}

target "both" {
  inherits    = ["_base", "_other"]
  args        = { d = "own" }
  annotations = ["own=1", "base=1"]
  contexts    = { x = "./x" }
}

target "emptied" {
  inherits  = ["both"]
  tags      = []
  platforms = null
  contexts  = { x = "" }
  no-cache  = true
}

target "circle" {
  inherits = ["circle", "both"]
}
