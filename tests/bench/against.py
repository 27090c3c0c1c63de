# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Builds the programs of another commit, to be measured next to those of the working tree."""
import os
import pathlib
import shutil
import subprocess
import tempfile

import programs


def build(root, commit):
    """Returns the short name of the commit and the folder in which its programs are built: below ROOT/build/against,
    from an export, so that neither the working tree nor the list of its worktrees changes. Built once for a commit."""
    found = subprocess.run(["git", "-C", root, "rev-parse", "--verify", "--quiet", "--short", f"{commit}^{{commit}}"],
                           capture_output=True, text=True, check=False)
    if found.returncode != 0:
        raise programs.BenchError(f"--against {commit}: there is no such commit")
    name = found.stdout.strip()
    tree = pathlib.Path(root, "build/against", name)
    if not tree.exists():
        export(root, name, tree)
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    targets = ["socketscope", "socketscope-cli", *programs.WITH_MODEL]
    environment = {**os.environ, "CCACHE_BASEDIR": str(tree)}
    for command in (["cmake", "--preset", "release", *launcher],
                    ["cmake", "--build", "build/release", "--target", *targets]):
        if subprocess.run(command, cwd=tree, env=environment, stdout=2, check=False).returncode != 0:
            raise programs.BenchError(f"--against {commit}: commit {name} cannot be built in {tree}")
    return name, tree / "build/release"


def export(root, name, tree):
    """The files of a commit; all of them or none."""
    tree.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=tree.parent) as folder:
        archive = pathlib.Path(folder, "files.tar")
        subprocess.run(["git", "-C", root, "archive", "-o", archive, name], check=True)
        shutil.unpack_archive(archive, pathlib.Path(folder, "tree"))
        os.rename(pathlib.Path(folder, "tree"), tree)
