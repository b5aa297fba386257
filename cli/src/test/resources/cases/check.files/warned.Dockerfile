FROM scratch
CMD a
ENV a b
