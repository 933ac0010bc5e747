#!/bin/sh
# nginx, Caddy and rsync for tests/deploy, as far as they are missing and may be installed. Nothing of them is started.
# Says in one line what stays missing; fails only when CI=true.
set -u
PATH="$PATH:/usr/sbin:/sbin"

wanted=
for name in nginx caddy rsync; do
    command -v "$name" >/dev/null 2>&1 || wanted="$wanted $name"
done
if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    policy=/usr/sbin/policy-rc.d # so that a package starts no server
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && made=1; }
    # shellcheck disable=SC2086
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $wanted; } >/dev/null 2>&1
    [ "${made:-}" = 1 ] && rm -f "$policy"
fi

missing=
for name in nginx caddy rsync; do
    command -v "$name" >/dev/null 2>&1 || missing="$missing $name"
done
[ -z "$missing" ] && exit 0
echo "server tests: missing$missing; what needs it is skipped" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
