#!/bin/sh
# Says where tests may put their thousands of small clusters: into memory where there is room and programs may run, else where
# all temporary files go. A disk costs as much again, most of it in the kernel.
set -u
room=4000000 # kB; several times what the tests of servers, which hold the most, have at once
free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
[ "${free:-0}" -gt "$room" ] || free=0
most=$(cat /sys/fs/cgroup/memory.max 2>/dev/null) # files in memory count as memory of the container
case "${most:-max}" in max) ;; *) [ "$most" -gt $((room * 2048)) ] || free=0 ;; esac
left=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null)
[ "${left:-0}" -gt $((room * 2)) ] || free=0
trial="/dev/shm/wangqun-$$"
if [ "$free" != 0 ] && (umask 077 && printf '#!/bin/sh\n' >"$trial" && chmod 700 "$trial" && "$trial") 2>/dev/null; then
    rm -f "$trial"
    echo /dev/shm
else
    rm -f "$trial" 2>/dev/null
    echo "${TMPDIR:-/tmp}"
fi
