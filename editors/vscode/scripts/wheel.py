"""Builds the server's wheel into `bundled/`, alone there, and checks that its version is the extension's."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

EXTENSION = Path(__file__).resolve().parent.parent
CHECKOUT = EXTENSION.parent.parent


def main() -> int:
    """Build; the exit status is the build's."""
    bundled = EXTENSION / "bundled"
    shutil.rmtree(bundled, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    status = subprocess.run([*command, "--wheel-dir", str(bundled), str(CHECKOUT)], check=False).returncode
    if status != 0:
        return status
    version = json.loads((EXTENSION / "package.json").read_text("utf-8"))["version"]
    (wheel,) = bundled.glob("lacewing-*.whl")
    if wheel.name.split("-")[1] != version:
        print(f"{wheel.name} is not version {version} of editors/vscode/package.json: make them equal", file=sys.stderr)
        return 1
    print(f"bundled {wheel.name}, {wheel.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
