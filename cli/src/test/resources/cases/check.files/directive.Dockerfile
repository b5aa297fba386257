# check=skip=all;eror=true
FROM scratch
