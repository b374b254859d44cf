"""Runs statements in Spark: one JSON line in, one out. Argument: the master.

{"run"|"rows": sql} in one session; {"script": path} statement by statement in a session of its own, as spark-sql -f
does. Paths are relative to the folder that is told first."""

import json
import os
import pathlib
import sys
import tempfile

import pyspark
from pyspark.sql import SparkSession

# Executors of a local cluster find Spark's own files there.
os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
folder = tempfile.TemporaryDirectory(prefix="guiju-spark-")
# A cluster writes its work, and a session its warehouse, where it stands.
os.chdir(folder.name)
# Much is planned and little is run: optimising and checking what runs once costs more than it gives.
brief = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
builder = SparkSession.builder.master(sys.argv[1]).appName("guiju")
for name, value in {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": brief,
    "spark.executor.extraJavaOptions": brief,
    "spark.sql.shuffle.partitions": "2",
    # Tables are small: a plan is kept as it was made, and a view as it was read.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.legacy.storeAnalyzedPlanForView": "true",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.debug.maxToStringFields": "1",
}.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
print(json.dumps({"ready": spark.version, "folder": folder.name}), flush=True)


def script(path):
    session = spark.newSession()
    for statement in pathlib.Path(path).read_text().split(";\n"):
        lines = [line for line in statement.split("\n") if not line.startswith("--")]
        if "".join(lines).strip():
            session.sql("\n".join(lines))


for line in sys.stdin:
    asked = json.loads(line)
    try:
        if "run" in asked:
            spark.sql(asked["run"])
            print("{}", flush=True)
        elif "script" in asked:
            script(asked["script"])
            print("{}", flush=True)
        else:
            rows = [row.asDict() for row in spark.sql(asked["rows"]).collect()]
            print(json.dumps({"rows": rows}, default=str, ensure_ascii=False), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)[:4000]}), flush=True)
spark.stop()
folder.cleanup()
