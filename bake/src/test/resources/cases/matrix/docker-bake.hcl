target "default" {
  name     = "app-${os}-${replace(version.tag, ".", "_")}"
  inherits = ["_base"]
  matrix = {
    os      = ["alpine", "debian"]
    version = [{ tag = "1.0", latest = false }, { tag = "2.0", latest = true }]
  }
  args = {
    OS      = os
    VERSION = version.tag
  }
  tags = compact([
    "app:${version.tag}-${os}",
    version.latest ? "app:${os}" : "",
  ])
}

target "_base" {
  target = "final"
}

target "single" {
  matrix = {
    only = ["one"]
  }
  args = { only = only }
}

group "all" {
  targets = ["default", "single"]
}
