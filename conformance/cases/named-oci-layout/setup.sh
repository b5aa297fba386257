mkdir "$CONTEXT/layout"
docker save conformance/rich:1 | tar -x -C "$CONTEXT/layout"
