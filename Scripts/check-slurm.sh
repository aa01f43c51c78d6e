#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a sweep on a real Slurm of one node, which this script starts in a temporary folder and stops in the end, and
# compares its points with those of one process. Then a task fails, and the same command goes on.
#
#   Scripts/check-slurm.sh [PATH/TO/tessera]
#
# Needs root, python3, and Debian's slurm-wlm and munge, but no service that runs and no systemd.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tessera=$(realpath "${1:-$root/.build/release/tessera}")
missing=
command -v munged > /dev/null || missing="$missing munge"
for program in slurmctld slurmd sbatch squeue; do
  command -v $program > /dev/null || { missing="$missing slurm-wlm"; break; }
done
if [ -n "$missing" ]; then
  echo "skipped: packages are missing: apt-get install -y$missing"
  exit 0
fi
if [ "$(id -u)" != 0 ]; then
  echo "skipped: the daemons need root"
  exit 0
fi

folder=$(mktemp -d)
chmod 711 "$folder"
daemons=()
stop() {
  for daemon in "${daemons[@]}"; do kill "$daemon" 2> /dev/null || true; done
  wait 2> /dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
fail() {
  echo "failed: $*" >&2
  tail -n 15 "$folder"/*.log "$folder"/errors >&2 2> /dev/null || true
  exit 1
}

# Ports that nobody listens on.
read -r controller_port node_port < <(python3 -c '
import socket
sockets = [socket.socket() for _ in range(2)]
for each in sockets: each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))')
host=$(hostname -s)
mkdir "$folder"/{state,spool,work}
cat > "$folder/slurm.conf" <<END
ClusterName=check
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CryptoType=crypto/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0
MailProg=/bin/true
ReturnToService=2
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc)
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
# Nothing is done with control groups; Slurm before 23.02 cannot be told so, but does not look for those of this kind.
groups=disabled
[[ $(slurmd -V | grep -o '[0-9]*\.[0-9]*' | head -n 1) < 23.02 ]] && groups=cgroup/v1
echo "CgroupPlugin=$groups" > "$folder/cgroup.conf"
export SLURM_CONF=$folder/slurm.conf

head -c 1024 /dev/urandom > "$folder/munge.key"
chmod 600 "$folder/munge.key"
munged --foreground --force --socket="$folder/munge.socket" --key-file="$folder/munge.key" \
  --pid-file="$folder/munged.pid" --seed-file="$folder/munge.seed" > "$folder/munged.log" 2>&1 &
daemons+=($!)
for _ in $(seq 100); do [ -S "$folder/munge.socket" ] && break; sleep 0.1; done
[ -S "$folder/munge.socket" ] || fail "munged does not start"
slurmctld -D > "$folder/slurmctld.log" 2>&1 &
daemons+=($!)
slurmd -D -N "$host" > "$folder/slurmd.log" 2>&1 &
daemons+=($!)
for _ in $(seq 200); do
  [ "$(sinfo --noheader --format=%T 2> /dev/null)" = idle ] && break
  sleep 0.1
done
[ "$(sinfo --noheader --format=%T)" = idle ] || fail "no node is idle"

# A folder whose name would mean something to shells and to sbatch.
work="$folder/runs/it's 100 %a \$HOME"
mkdir -p "$work"
cd "$work"
cp "$root/Network.csv" .
cat > 'plan 1.yaml' <<END
set: {trainingEstimation: false}
parameters:
  memcelltype: [SRAM, RRAM, FeFET, Foo]
  technode: [22, 32, 45]
  levelOutput: [16, 32, 64]
objectives: [energy, area]
END
points() {
  python3 -c '
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("SELECT * FROM points ORDER BY key"): print(row)
for row in sqlite3.connect(sys.argv[1]).execute("SELECT * FROM about ORDER BY name"): print(row)' "$1"
}
"$tessera" sweep run 'plan 1.yaml' --quiet > one.txt
"$tessera" sweep run 'plan 1.yaml' --engine slurm --shards 4 --slurm-option --partition=main \
  --slurm-option --time=5 --database several.db > several.txt 2> "$folder/errors" || fail "the sweep on Slurm"
cat "$folder/errors"
points 'plan 1.db' > one.points
points several.db > several.points
[ "$(wc -l < one.points)" = 38 ] || fail "one process has $(wc -l < one.points) rows, not 38"
cmp one.points several.points || fail "the points differ"
cmp one.txt several.txt || fail "the reports differ"
echo "4 shards: the same 36 points as one process"

# A job that is handed over and left alone loses a task before it begins; the command finds that, and goes on.
"$tessera" sweep run 'plan 1.yaml' --engine slurm --shards 4 --database left.db --no-wait --slurm-option=--begin=now+2 \
  > left.txt 2> "$folder/errors" || fail "--no-wait"
job=$(sed -n 's/^Job \([0-9]*\) .*/\1/p' left.txt)
scancel "${job}_2"
if "$tessera" sweep run 'plan 1.yaml' --engine slurm --shards 4 --database left.db > left.txt 2> "$folder/errors"; then
  fail "the lost task was not told of"
fi
cat "$folder/errors"
grep -q 'shard 2: 9 of 9 points are missing' "$folder/errors" || fail "the lost task is not named"
"$tessera" sweep run 'plan 1.yaml' --engine slurm --shards 3 --database left.db > left.txt 2> "$folder/errors" \
  || fail "the sweep does not go on"
cat "$folder/errors"
grep -q '9 points in .*, 27 known before' "$folder/errors" || fail "what was there was evaluated again"
points left.db > left.points
cmp one.points left.points || fail "the points differ after a failure"
echo "after a lost task: the same points, and none evaluated twice"
