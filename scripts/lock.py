"""Write the locks in ``requirements/``: exact versions with hashes, for Python 3.11 and newer.

The resolver (uv) lives in an environment that is thrown away; the locks name no index.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url",
    "--no-annotate", "--no-header", "--quiet",
]  # fmt: skip
LAB = ("lab.txt", [])
WITH_LAB = [
    ("dev.txt", ["semantic", "dev", "assets"]),
    ("start.txt", ["assets"]),
    ("semantic.txt", ["semantic"]),
]


def main(arguments):
    """Pin everything anew; ``--upgrade`` and other words go to the resolver as they are."""
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(with_pip=True).create(folder)
        python = Path(folder) / "bin" / "python"
        subprocess.run([str(python), "-m", "pip", "install", "-q", "uv"], check=True)
        uv = Path(folder) / "bin" / "uv"
        for name, extras in [LAB, *WITH_LAB]:
            target = f"requirements/{name}"
            also = [f"--extra={extra}" for extra in extras]
            also += [] if name == "lab.txt" else ["--constraint=requirements/lab.txt"]
            command = [str(uv), "pip", "compile", "pyproject.toml", f"--output-file={target}"]
            subprocess.run([*command, *OPTIONS, *also, *arguments], cwd=ROOT, check=True)
            sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
