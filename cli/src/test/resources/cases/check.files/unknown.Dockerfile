FROM example/unknown
ENV A=$UNKNOWN
CMD a
