"""The tracker-signature method: class names of every DEX by dexdump, matched by one regular expression."""
import json
import re
import subprocess
import sys
import tempfile
import zipfile

with open(sys.argv[2], encoding="utf8") as file:
    table = json.load(file)
rows = table if isinstance(table, list) else table["sdks"]
names = sorted({prefix.rstrip(".") for row in rows for prefix in row.get("packages", [])})
pattern = re.compile("|".join(re.escape("L" + name.replace(".", "/") + "/") for name in names))
found = set()
with zipfile.ZipFile(sys.argv[1]) as apk, tempfile.TemporaryDirectory() as folder:
    for entry in apk.namelist():
        if not re.fullmatch(r"classes\d*\.dex", entry):
            continue
        path = apk.extract(entry, folder)
        listing = subprocess.run(["dexdump", path], capture_output=True, check=True).stdout.decode("utf8", "replace")
        for line in listing.splitlines():
            if "Class descriptor" in line:
                match = pattern.search(line)
                if match:
                    found.add(match.group(0))
print(len(found))
