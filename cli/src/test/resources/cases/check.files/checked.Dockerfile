# VERSION of what is built
ARG VERSION=1

# Base  is what all begin with
# base is what all begin with
FROM scratch AS Base
ARG VERSION
# NAME is asked for
ARG NAME="a name" OTHER
ENV A $OTER
RUN --mount=type=secret,id=token,required=true --mount=type=ssh ["/x"]

FROM --platform=$BUILDPLATFORM scratch
COPY --from=base /a /
CMD /a \
  b
