group "default" {
  targets = []
  matrix = { a = [1] }
}
