target "default" { args = { a = target.b.args.x } }
target "b" { args = { x = target.default.args.a } }
