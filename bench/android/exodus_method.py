"""The tracker-signature method: class names of every DEX by dexdump, then one regular expression per tracker over them."""
import json
import re
import subprocess
import sys
import tempfile
import zipfile

with open(sys.argv[2], encoding="utf8") as file:
    table = json.load(file)
signatures = [
    re.compile("|".join(re.escape("L" + prefix.rstrip(".").replace(".", "/") + "/") for prefix in row["packages"]))
    for row in table["sdks"]
    if row.get("packages")
]
classes = []
with zipfile.ZipFile(sys.argv[1]) as apk, tempfile.TemporaryDirectory() as folder:
    for entry in apk.namelist():
        if re.fullmatch(r"classes\d*\.dex", entry):
            path = apk.extract(entry, folder)
            listing = subprocess.run(["dexdump", path], capture_output=True, check=True).stdout.decode("utf8", "replace")
            classes += [line for line in listing.splitlines() if "Class descriptor" in line]
found = [signature for signature in signatures if any(signature.search(name) for name in classes)]
print(len(found))
