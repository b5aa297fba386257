# Nested groups, a group that has a target's name, and one target in two groups.
group "default" {
  targets = ["binaries", "docs"]
}

group "binaries" {
  description = "Everything that runs"
  targets = ["server", "client"]
}

group "docs" {
  targets = ["docs", "client"]
}

target "docs" {
  dockerfile = "docs/Dockerfile"
}

target "server" {
  context = "./server/"
  tags    = ["localhost/server:latest", "localhost/server:latest", ""]
}

target "client" {
  context = "cwd://client"
}
