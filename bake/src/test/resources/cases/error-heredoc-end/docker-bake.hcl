target "default" {
  context = <<EOT
  never
}
