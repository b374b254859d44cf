"""Runs statements in ClickHouse's own engine, in process: one JSON line in ({"run"|"rows": sql}), one out."""

import json
import sys

from chdb.session import Session

session = Session()
# Whole numbers beyond 2^53 and decimals leave as text.
session.query("SET output_format_json_quote_64bit_integers = 1")
session.query("SET output_format_json_quote_decimals = 1")
print(json.dumps({"ready": str(session.query("SELECT version()", "TSV")).strip()}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    try:
        if "run" in asked:
            session.query(asked["run"])
            print("{}", flush=True)
        else:
            rows = str(session.query(asked["rows"], "JSONEachRow")).splitlines()
            print('{"rows":[%s]}' % ",".join(rows), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)}), flush=True)
session.close()
