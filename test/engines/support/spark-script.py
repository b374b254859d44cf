"""Runs run.sql of the current folder in Spark, statement by statement, as spark-sql -f does."""

import os
import pathlib

import pyspark
from pyspark.sql import SparkSession

os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
builder = SparkSession.builder.master("local[2]").appName("guiju")
for name, value in {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.debug.maxToStringFields": "1",
}.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
for statement in pathlib.Path("run.sql").read_text().split(";\n"):
    lines = [line for line in statement.split("\n") if not line.startswith("--")]
    if "".join(lines).strip():
        spark.sql("\n".join(lines))
spark.stop()
