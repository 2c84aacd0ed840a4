#!/bin/sh
# What the browser tests need beside Python: a chromium, Java (for the validator of HTML), and
# npm's axe-core and vnu-jar in the folder $1. What cannot be installed is named, and the exit code
# is 1; the tests say then what they leave out, and fail under CI.
set -eu

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

missing=""
failed=0
command -v chromium >/dev/null || missing="$missing chromium fonts-liberation"
command -v java >/dev/null || missing="$missing default-jre-headless"
command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
  # shellcheck disable=SC2086  (a list of packages)
  { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends $missing; } >&2 \
    || { failed=1; echo "could not install:$missing; install them by hand" >&2; }
fi
mkdir -p "$1"
npm install --prefix "$1" --silent --no-save --no-package-lock --no-audit --no-fund --ignore-scripts \
  axe-core@4 vnu-jar@26 || { failed=1; echo "could not install axe-core and vnu-jar with npm" >&2; }
exit "$failed"
