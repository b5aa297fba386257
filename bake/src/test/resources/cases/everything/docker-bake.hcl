target "default" {
  description       = "Each attribute once"
  annotations       = ["index:org.opencontainers.image.title=app", "plain=${1 + 1}"]
  attest            = ["type=provenance,mode=max", { type = "sbom", disabled = true }, "type=provenance,mode=min"]
  context           = "./src/../app/"
  contexts          = { base = "docker-image://alpine", gone = "", lib = "target:lib" }
  dockerfile        = "Dockerfile.app"
  dockerfile-inline = <<-EOT
    FROM scratch
      RUN echo $${HOME} %%{x}
  EOT
  args = {
    number  = 1.50
    flag    = true
    none    = null
    escaped = "$${x} <&>"
  }
  labels          = { "a.b" = "c", null_ = null }
  tags            = ["a", "b", "a"]
  cache-from      = ["type=registry,ref=a", { type = "gha", scope = "x" }, "foo/bar,foo/baz", "", "type=registry,ref=a"]
  cache-to        = ["type=inline", "type=local,dest=cache"]
  target          = "final"
  secret          = ["id=token,env=HOME", { id = "other", env = "PATH" }]
  platforms       = ["linux/amd64", "linux/arm64", "linux/amd64"]
  output          = ["type=oci,dest=x.tar,name=foo", { type = "local", dest = "y" }, "out", "-"]
  pull            = true
  no-cache        = false
  network         = "host"
  no-cache-filter = ["one", "two"]
  shm-size        = "64m"
  ulimits         = ["nofile=1024:2048"]
  call            = "check"
  entitlements    = ["security.insecure"]
  extra-hosts     = { host = "10.0.0.1" }
}

target "lib" {
  output = ["type=docker"]
}
