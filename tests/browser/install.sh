#!/bin/sh
# Chromium, a Chinese font, Node and axe-core for tests/browser, as far as they are missing and may be installed.
# Says in one line what stays missing; fails only when CI=true and there is no Chromium.
set -u
AXE=4.10.3
here=$(cd "$(dirname "$0")/../.." && pwd)

has_shell() { command -v chromium-headless-shell; } # Chromium without windows, for a third of the cost
is_shell_offered() { ! ls /var/lib/apt/lists/*Packages* || apt-cache show chromium-headless-shell; } # not everywhere
has_chromium() { has_shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_font() { command -v fc-list && fc-list ':lang=zh-cn' family | grep -q .; }

wanted=
has_font >/dev/null 2>&1 || wanted="$wanted fonts-noto-cjk fontconfig"
command -v npm >/dev/null 2>&1 || wanted="$wanted nodejs npm"
shell=
has_shell >/dev/null 2>&1 || ! is_shell_offered >/dev/null 2>&1 || shell=chromium-headless-shell
if { [ -n "$wanted$shell" ] || ! has_chromium >/dev/null 2>&1; } && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    {
        export DEBIAN_FRONTEND=noninteractive
        apt-get update
        [ -z "$shell" ] || apt-get install -y --no-install-recommends $shell
        has_chromium || apt-get install -y --no-install-recommends chromium
        [ -z "$wanted" ] || apt-get install -y --no-install-recommends $wanted
    } >/dev/null 2>&1
fi

if [ ! -f "$here/.cache/axe/node_modules/axe-core/axe.min.js" ] && command -v npm >/dev/null 2>&1; then
    mkdir -p "$here/.cache/axe"
    npm install --prefix "$here/.cache/axe" --no-save --no-audit --no-fund --ignore-scripts --silent "axe-core@$AXE" >/dev/null 2>&1
fi

missing=
has_chromium >/dev/null 2>&1 || missing="$missing Chromium"
has_font >/dev/null 2>&1 || missing="$missing a-Chinese-font"
[ -f "$here/.cache/axe/node_modules/axe-core/axe.min.js" ] || missing="$missing axe-core"
if [ -n "$missing" ]; then
    echo "browser tests: missing$missing; what needs it is skipped" >&2
fi
case "${CI:-}:$missing" in
    true:*Chromium*) exit 1 ;;
esac
exit 0
