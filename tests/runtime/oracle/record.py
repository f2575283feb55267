"""Records in `transcripts/` what wasmtime does with the guests, call by call of `calls/`:

    python3 -m venv V && V/bin/pip install -r tests/runtime/oracle/requirements.txt
    V/bin/python tests/runtime/oracle/record.py [NAME...]

The tests hold jco to the transcripts.
"""

import json
import sys
from pathlib import Path

from commands import record_commands
from functions import record_functions

RUNTIME = Path(__file__).parent.parent
BUILT = RUNTIME.parent / "guests" / "built"


def main(names: list[str]) -> None:
    for source in sorted((RUNTIME / "calls").glob("*.json")):
        if names and source.stem not in names:
            continue
        calls = json.loads(source.read_text())
        guest = BUILT / f"{calls['guest']}.wasm"
        if "runsOf" in calls:
            calls["runs"] = json.loads(source.with_stem(calls["runsOf"]).read_text())["runs"]
        record = record_commands if "runs" in calls else record_functions
        steps = record(guest, calls["runs"] if "runs" in calls else calls["calls"])
        lines = ",\n".join("    " + json.dumps(step, ensure_ascii=False) for step in steps)
        text = f'{{\n  "guest": "{calls["guest"]}",\n  "steps": [\n{lines}\n  ]\n}}\n'
        (RUNTIME / "transcripts" / source.name).write_text(text)
        print(f"{source.name}: {len(steps)} steps")


if __name__ == "__main__":
    main(sys.argv[1:])
