#!/bin/sh
# @title@：持续集成里的各步，各种流水线都用这一份。由 wangqun deploy init 写出，可以改。
#
#   sh deploy/wangqun.sh install            按锁定的版本装好程序
#   sh deploy/wangqun.sh check [格式]       合并请求：只为新的阻断失败，并生成变了的站点的预览
#   sh deploy/wangqun.sh publish [选项]     在 @branch@ 上生成并发布；选项交给 wangqun build，如 --if-due
#
# 可以设的环境变量：
#   WANGQUN          已经装好的 wangqun；不设就用 install 装的
#   WANGQUN_STATE    上一次生成的全部状态存在哪里：一个文件，或 主机:路径；缺省 build/ci/state.tar
#   WANGQUN_TARGET   发布到哪里，如 deploy@web:/srv/rd，不设就只生成；ssh 的参数写在 RSYNC_RSH
#   WANGQUN_COMMENT_URL、WANGQUN_COMMENT_TOKEN   把检查结果作为评论发到这个接口
#
# 状态里有台账、以前的版本和检索数据，撤回的内容也可能在内：按内部资料管理，只有受保护的分支可以写。
set -eu
cd "$(dirname "$0")/.."

BRANCH=@branch:sh@
VENV=$PWD/.venv
OUT=$PWD/build/ci
STATE=${WANGQUN_STATE:-$OUT/state.tar}
WANGQUN=${WANGQUN:-$VENV/bin/wangqun}
CHANGED='import json, sys; print(*json.load(open(sys.argv[1], encoding="utf-8"))["changed"])'
KEPT="build/cache build/releases build/public build/manifests build/search build/reports"

say() { printf '%s\n' "$*" >&2; }
stop() { say "错误：$*"; exit 2; }

install_program() {
    set -- deploy/wangqun-*.whl
    [ $# -eq 1 ] && [ -f "$1" ] || stop "deploy/ 里要有一个 wangqun-*.whl，也只能有一个：从发布的地方取来，放进去提交。"
    [ -x "$VENV/bin/python" ] || python3 -m venv "$VENV"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements.lock
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-index --force-reinstall "$1"
}

ready() {
    command -v "$WANGQUN" >/dev/null || stop "没有 $WANGQUN，先运行 sh deploy/wangqun.sh install。"
    # 提交了 build/ 的人就能换掉台账和以前的版本
    [ -z "$(git ls-tree HEAD build)" ] || stop "build/ 是生成的，不能提交：git rm -r --cached build"
    mkdir -p "$OUT"
}

# 目标分支上分出来的那一次提交；没有历史时为空
base_of() {
    git fetch --quiet origin "$BRANCH" 2>/dev/null || say "取不到 origin 的 $BRANCH，用本地的。"
    tip=$(git rev-parse --verify --quiet "refs/remotes/origin/$BRANCH^{commit}" ||
        git rev-parse --verify --quiet "refs/heads/$BRANCH^{commit}") || return 0
    git merge-base HEAD "$tip" || :
}

# 在另一份目录里先生成原来的，再换成现在的：只有变了的要检查、要预览，原有的问题不算新的
check() {
    form=${1:-text}
    ready
    head=$(git rev-parse HEAD)
    base=$(base_of)
    work=$(mktemp -d)
    trap 'git worktree remove --force "$work/tree" 2>/dev/null || :; rm -rf "$work"' EXIT
    trap 'exit 130' HUP INT TERM
    rm -rf "$OUT/preview" "$OUT/reports" "$OUT"/findings.* "$OUT/base.json"
    git worktree add --quiet --detach "$work/tree" "${base:-$head}"
    if [ -n "$base" ]; then
        (cd "$work/tree" && "$WANGQUN" build --no-whoosh --json) >"$OUT/base.json" || :
        git -C "$work/tree" checkout --quiet --detach "$head"
        set -- --baseline "$OUT/base.json"
    else
        say "没有 $BRANCH 的历史可比：全部问题都算新的（要取全部历史，不要浅克隆）。"
        set --
    fi
    cd "$work/tree"
    status=0
    "$WANGQUN" check --format "$form" "$@" >"$OUT/findings.$form" || status=$?
    case $form in text | github) cat "$OUT/findings.$form" ;; esac
    cp -r build/reports "$OUT/reports" 2>/dev/null || :
    comment "$OUT/findings.$form"
    "$WANGQUN" build --no-whoosh --json >"$work/build.json" 2>/dev/null || :
    touched=$(python3 -c "$CHANGED" "$work/build.json" 2>/dev/null) || touched=
    if [ -n "$touched" ]; then
        # shellcheck disable=SC2086 # 站点编号里没有空格
        "$WANGQUN" deploy preview --out "$OUT/preview" $touched || say "没有做成预览。"
    fi
    cd "$OLDPWD"
    exit "$status"
}

comment() {
    [ -n "${WANGQUN_COMMENT_URL:-}" ] && [ -n "${WANGQUN_COMMENT_TOKEN:-}" ] || return 0
    python3 - "$1" <<'EOF' || say "评论没有发出去；检查结果见上。"
import json, os, sys, urllib.request
text = open(sys.argv[1], encoding="utf-8").read().strip()
body = {"body": "网群检查：\n\n```text\n" + text.replace("```", "'''")[-60000:] + "\n```\n"}
token = os.environ["WANGQUN_COMMENT_TOKEN"]
headers = {"Content-Type": "application/json", "Authorization": f"token {token}"}
request = urllib.request.Request(os.environ["WANGQUN_COMMENT_URL"], json.dumps(body).encode(), headers)
urllib.request.urlopen(request, timeout=30).close()
EOF
}

publish() {
    ready
    restore
    if [ -f build/reports/report.json ]; then
        cp build/reports/report.json "$OUT/last.json"
        set -- "$@" --baseline "$OUT/last.json" # 原有的阻断不让每一次发布都失败
    fi
    status=0
    "$WANGQUN" build --compress "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
    keep
    upload
    exit "$status"
}

# shellcheck disable=SC2086 # KEPT 是几个名字
restore() {
    file=$OUT/state.tar
    case $STATE in
        *:*) rsync -a "$STATE" "$file" || say "取不到 $STATE。" ;;
        *) [ "$STATE" = "$file" ] || [ ! -f "$STATE" ] || cp "$STATE" "$file" ;;
    esac
    rm -rf $KEPT
    if [ ! -f "$file" ]; then
        say "没有上一次的状态：全部重新生成，以前的版本不能退回。"
    elif ! tar -xf "$file" $KEPT 2>/dev/null; then
        say "上一次的状态已损坏：全部重新生成，以前的版本不能退回。"
        rm -rf $KEPT
    fi
}

keep() {
    file=$OUT/state.tar
    set --
    for folder in $KEPT; do [ ! -d "$folder" ] || set -- "$@" "$folder"; done
    tar -cf "$file.new" --exclude=build/cache/staging "$@"
    mv "$file.new" "$file"
    case $STATE in
        *:*) rsync -a "$file" "$STATE" ;;
        *) [ "$STATE" = "$file" ] || { cp "$file" "$STATE.new" && mv "$STATE.new" "$STATE"; } ;;
    esac
}

upload() {
    [ -n "${WANGQUN_TARGET:-}" ] || { say "没有设 WANGQUN_TARGET：只生成，没有传到服务器。"; return 0; }
    "$WANGQUN" deploy rsync "$WANGQUN_TARGET" >&2
}

step=${1:-}
[ $# -eq 0 ] || shift
case $step in
    install) install_program ;;
    check) check "$@" ;;
    publish) publish "$@" ;;
    *) stop "写 install、check 或 publish。" ;;
esac
