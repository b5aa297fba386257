names = ["a", "b"]
target "default" {
  args = {
    plain   = "x${1 + 1}y"
    nested  = "a ${"b ${"c"}"}"
    escapes = "tab\tquote\"backslash\\u\u00e9\U0001F600"
    if      = "%{if true}yes%{else}no%{endif}"
    for     = "%{for i, n in names}${i}=${n};%{endfor}"
    strip   = "  a   ${~ "b" ~}   c  "
    heredoc = <<EOT
 one
   two ${names[0]}
%{~ for n in names }
 - ${n}
%{~ endfor }
EOT
    flush   = <<-EOT
        deep
      base

        %{if false}
        gone
        %{endif}
      end
    EOT
    dollars = "$$ $x $${y} %%{z} 100%"
    list    = jsonencode("${names}")
  }
}
