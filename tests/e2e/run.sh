#!/usr/bin/env bash
# The editors' stage: Lacewing in each real editor, one after the other. An editor's failure does not hide another's.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
failed=()
for editor in nvim helix emacs vscode; do
  [ -f "$here/$editor/run.sh" ] || continue
  echo "== $editor"
  bash "$here/$editor/run.sh" || failed+=("$editor")
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "failed in: ${failed[*]}" >&2
  exit 1
fi
echo "all editors passed"
