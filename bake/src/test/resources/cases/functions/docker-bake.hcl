function "increment" {
  params = [number]
  result = number + step
}
function "joined" {
  params          = [separator]
  variadic_params = parts
  result          = join(separator, parts)
}
function "twice" {
  params = [x]
  result = increment(increment(x))
}
step = 2

target "default" {
  args = {
    a = increment(1)
    b = joined("-", "x", "y", "z")
    c = twice(10)
    d = joined("+", ["p", "q"]...)
  }
}
