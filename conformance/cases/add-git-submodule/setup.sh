export GIT_AUTHOR_NAME=s GIT_AUTHOR_EMAIL=s@example.invalid GIT_COMMITTER_NAME=s GIT_COMMITTER_EMAIL=s@example.invalid
export GIT_CONFIG_GLOBAL=/dev/null
mkdir -p other
git init -q -b main other/repository
echo inner > other/repository/inner
git -C other/repository add . && git -C other/repository commit -q -m inner
ln -s repository/.git other/repository.git
git -C repository -c protocol.file.allow=always submodule --quiet add "$SERVER/other/repository.git" module >&2
git -C repository commit -q -m module
