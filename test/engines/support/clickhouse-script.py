"""Runs run.sql of the current folder in ClickHouse's own engine, in process, over the CSV files of the folder named."""

import pathlib
import sys
import tempfile

from chdb.session import Session

folder = tempfile.TemporaryDirectory(prefix="guiju-clickhouse-")
session = Session(folder.name)
for file in pathlib.Path(sys.argv[1]).glob("*.csv"):
    types = ", ".join(f"`{name}` Nullable(String)" for name in file.read_text().splitlines()[0].split(","))
    session.query(f"CREATE TABLE `{file.stem}` ({types}) ENGINE = MergeTree ORDER BY tuple()")
    plain = types.replace("`", "")
    session.query(f"INSERT INTO `{file.stem}` SELECT * FROM file('{file}', 'CSVWithNames', '{plain}')")
session.query(pathlib.Path("run.sql").read_text())
session.close()
