"""Reads the zip file of tables with Python's zipfile, and holds each against the one in the folder."""
import pathlib
import sys
import zipfile

archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
tables = {path.name: path.read_bytes() for path in pathlib.Path(sys.argv[2]).iterdir()}
assert {name: archive.read(name) for name in archive.namelist()} == tables
print(f"zipfile: {len(tables)} tables are those of the folder")
