"""The lock file against the published vulnerabilities, and how many libraries that really covers.

    python docs/audit.py    exit 0: nothing known; 1: a known vulnerability; 3: nothing could be audited

`pip-audit` ends well where it reaches no data at all; here that is said.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOTHING = 3


def audit(lock: Path) -> list[dict[str, Any]]:
    """Return what pip-audit tells of each library; an empty list where it can't run."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=600)
    try:
        told: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(done.stderr.strip().rpartition("\n")[2])
        return []
    return told


def judge(told: list[dict[str, Any]]) -> int:
    """Print what was found, and return the exit code."""
    audited = [one for one in told if "skip_reason" not in one]
    found = [(one["name"], one["version"], gap["id"]) for one in audited for gap in one.get("vulns", ())]
    for name, version, gap in found:
        print(f"audit: {name} {version}: {gap}")
    if not audited:
        print(f"audit: NOTHING AUDITED: none of {len(told)} libraries: the published data can't be reached")
        return NOTHING
    print(f"audit: {len(audited)} of {len(told)} libraries audited, {len(found)} known vulnerabilities")
    return 1 if found else 0


def main() -> int:
    """Audit the lock file of those who use Obligraph."""
    return judge(audit(ROOT / "requirements.txt"))


if __name__ == "__main__":
    sys.exit(main())
