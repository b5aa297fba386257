function "f0" {
  params = [x]
  result = "${x}${x}"
}
function "f1" {
  params = [x]
  result = f0(f0(x))
}
function "f2" {
  params = [x]
  result = f1(f1(x))
}
function "f3" {
  params = [x]
  result = f2(f2(x))
}
function "f4" {
  params = [x]
  result = f3(f3(x))
}
function "f5" {
  params = [x]
  result = f4(f4(x))
}
function "f6" {
  params = [x]
  result = f5(f5(x))
}
function "f7" {
  params = [x]
  result = f6(f6(x))
}
function "f8" {
  params = [x]
  result = f7(f7(x))
}
function "f9" {
  params = [x]
  result = f8(f8(x))
}
function "f10" {
  params = [x]
  result = f9(f9(x))
}
function "f11" {
  params = [x]
  result = f10(f10(x))
}
function "f12" {
  params = [x]
  result = f11(f11(x))
}
function "f13" {
  params = [x]
  result = f12(f12(x))
}
function "f14" {
  params = [x]
  result = f13(f13(x))
}
function "f15" {
  params = [x]
  result = f14(f14(x))
}
function "f16" {
  params = [x]
  result = f15(f15(x))
}
function "f17" {
  params = [x]
  result = f16(f16(x))
}
function "f18" {
  params = [x]
  result = f17(f17(x))
}
function "f19" {
  params = [x]
  result = f18(f18(x))
}
function "f20" {
  params = [x]
  result = f19(f19(x))
}
function "f21" {
  params = [x]
  result = f20(f20(x))
}
function "f22" {
  params = [x]
  result = f21(f21(x))
}
function "f23" {
  params = [x]
  result = f22(f22(x))
}
function "f24" {
  params = [x]
  result = f23(f23(x))
}
function "f25" {
  params = [x]
  result = f24(f24(x))
}
function "f26" {
  params = [x]
  result = f25(f25(x))
}
function "f27" {
  params = [x]
  result = f26(f26(x))
}
function "f28" {
  params = [x]
  result = f27(f27(x))
}
function "f29" {
  params = [x]
  result = f28(f28(x))
}
function "f30" {
  params = [x]
  result = f29(f29(x))
}
target "default" { context = f30("x") }
