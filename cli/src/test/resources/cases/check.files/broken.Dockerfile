FROM scratch AS Base
LABEL a="${x:?must be given}"
