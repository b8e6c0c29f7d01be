"""Tries what docs/adoption.md promises, in a repository of its own: its pre-commit configuration with the real pre-commit, and the
steps of action.yml as a runner's shell runs them. Programs that stand in for curl and cargo hand out the `kb` that is built here,
so that nothing is fetched and nothing is built twice.

Arguments: a folder to work in, which also holds the Python environment `venv` with pre-commit; and the program `kb`.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import yaml

HERE = Path.cwd()
WORK, KB = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
TAG = "v0.1.0"
CLEAN_PATH = "/usr/local/bin:/usr/bin:/bin"


def run(arguments, folder, **variables):
    """The exit code of a program and all that it says."""
    environment = {"HOME": str(WORK), "PATH": CLEAN_PATH, "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
                   "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
                   "PRE_COMMIT_HOME": str(WORK / "pre-commit"), **{name: str(value) for name, value in variables.items()}}
    done = subprocess.run(arguments, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def must(arguments, folder, **variables):
    code, said = run(arguments, folder, **variables)
    assert code == 0, f"{arguments}: {said}"
    return said


def program(name, text, folder):
    """A program called `name`, in a folder of its own that can be put on the PATH."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("#!/usr/bin/env bash\nset -euo pipefail\n" + text)
    path.chmod(0o755)
    return folder


def snippets():
    """The two files that docs/adoption.md gives in full: the workflow, and the configuration of pre-commit."""
    page = (HERE / "docs/adoption.md").read_text()
    blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, re.DOTALL)
    files = {name: yaml.safe_load(block) for name, block in blocks}
    return files[".github/workflows/kb.yml"], files[".pre-commit-config.yaml"]


def release():
    """This folder as it stands, committed and tagged."""
    folder = WORK / "massage-kb"
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
                            cwd=HERE, check=True, stdout=subprocess.PIPE, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (HERE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / name, folder / name)
    repository(folder)
    must(["git", "tag", TAG], folder)
    return folder


def repository(folder):
    must(["git", "init", "--quiet", "--initial-branch=main"], folder)
    must(["git", "add", "--all"], folder)
    must(["git", "commit", "--quiet", "--no-verify", "--message=start"], folder)


def consumer(name):
    """A repository with a knowledge base in a folder whose name has a space, and the file of one record."""
    folder = WORK / name
    shutil.copytree(HERE / "tests/fixtures/base", folder / "our kb")
    return folder, folder / "our kb/tools/foam-roller.yaml"


def hooks(released, configuration):
    folder, record = consumer("hooks")
    [entry] = configuration["repos"]
    assert entry["rev"] == TAG, "the page and this test name the same release"
    entry["repo"] = f"file://{released}"
    [lint] = entry["hooks"]
    assert lint == {"id": "kb-lint", "args": ["kb"]}
    lint["args"] = ["our kb"]
    entry["hooks"].append({"id": "kb-fmt", "args": ["our kb"]})
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration))
    repository(folder)
    # cargo builds the checkout that pre-commit made; a `kb` on the PATH, which finds nothing wrong with anything, is left alone.
    stand_ins = program("cargo", f'echo "$*" >> {WORK}/cargo.log\nwhile [[ $1 != -- ]]; do shift; done\nshift\nexec {KB} "$@"\n',
                        WORK / "bin")
    program("kb", f"touch {WORK}/wrong-kb\n", stand_ins)
    path = f"{stand_ins}:{WORK}/venv/bin:{CLEAN_PATH}"
    must(["pre-commit", "install"], folder, PATH=path)

    def commit():
        must(["git", "add", "--all"], folder)
        return run(["git", "commit", "--message=change"], folder, PATH=path)

    def undo():
        must(["git", "reset", "--quiet", "--hard"], folder)

    sound = record.read_text()
    record.write_text(sound.replace("summary: ", "summary: Made of foam. "))
    code, said = commit()
    assert code == 0 and said.count("Passed") == 2, said

    record.write_text(sound + "colour: red\n")
    code, said = commit()
    assert code != 0 and "error[schema]" in said and "our kb/tools/foam-roller.yaml:" in said, said
    undo()

    # A commit that takes a record away touches no file that is left, and breaks what refers to it.
    (folder / "our kb/techniques/foam-rolling.yaml").unlink()
    code, said = commit()
    assert code != 0 and "error[dangling-reference]" in said, said
    undo()

    id_line, rest = record.read_text().split("\n", 1)
    record.write_text(rest + id_line + "\n")
    code, said = commit()
    assert code != 0 and "files were modified by this hook" in said, said
    assert record.read_text().startswith(id_line), "kb-fmt writes the record in its form"
    undo()

    asked = (WORK / "cargo.log").read_text().splitlines()
    [checkout] = {line.split("--manifest-path ")[1].split("/Cargo.toml")[0] for line in asked}
    assert checkout.startswith(f"{WORK}/pre-commit/"), checkout
    assert {line.rsplit(" -- ")[1] for line in asked} == {"lint our kb", "fmt our kb"}, asked
    assert all(line.startswith("run ") and "--locked" in line for line in asked), asked
    assert not (WORK / "wrong-kb").exists(), "a kb on the PATH was asked"
    commit = must(["git", "rev-parse", "--short", "HEAD"], released).strip()
    said = must(["pre-commit", "run", "--all-files", "--verbose", "kb-lint"], folder, PATH=path)
    assert f"kb {TAG[1:]}, built from commit {commit}" in said, said

    # Without cargo nothing is checked, and the commit is stopped with a word on what to do.
    clean = program("kb", "exit 0\n", WORK / "bin-without-cargo")
    for name in ["bash", "dirname", "env", "git", "head", "sed"]:
        (clean / name).symlink_to(shutil.which(name, path=CLEAN_PATH))
    code, said = run(["bash", str(Path(checkout) / "scripts/kb"), "lint", "our kb"], folder, PATH=clean)
    assert code == 2 and "there is no cargo to build kb with" in said, said
    print("pre-commit: the hooks pass what is sound, and stop a fault, a record that is missed, and a form that is none;"
          " they run the kb of their rev and no other")


def expand(text, inputs, github):
    """A text of action.yml with its expressions filled in."""
    values = {**{f"inputs.{name}": value for name, value in inputs.items()},
              **{f"github.{name}": value for name, value in github.items()}}
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found.group(1)], text)


def action(released, workflow):
    description = yaml.safe_load((released / "action.yml").read_text())
    folder, record = consumer("action")
    sound = record.read_text()
    target = {"x86_64": "x86_64-unknown-linux-musl", "aarch64": "aarch64-unknown-linux-musl"}.get(platform.machine())
    packed = WORK / "downloads"
    packed.mkdir()
    archive = packed / f"kb-{target}.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        tar.add(KB, "kb")
    checksum = packed / f"{archive.name}.sha256"
    right = f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n"
    url = f"https://github.com/OWNER/massage-kb/releases/download/{TAG}/"
    # As curl: --output FILE, the address last; a page that is not there is exit code 22.
    stand_ins = program("curl", f'while [[ $# -gt 1 ]]; do if [[ $1 == --output ]]; then output=$2; fi; shift; done\n'
                        f'[[ $1 == {url}* && -e {packed}/${{1##*/}} ]] || exit 22\ncp "{packed}/${{1##*/}}" "$output"\n',
                        WORK / "runner-bin")
    program("cargo", f'echo "$*" > {WORK}/cargo.log\nwhile [[ $1 != --root ]]; do shift; done\n'
            f'mkdir -p "$2/bin"\ncp {KB} "$2/bin/kb"\n', stand_ins)

    def uses(given, ref=TAG):
        """Runs the steps as a runner does; the exit code, what was said, and whether cargo had to build."""
        assert set(given) <= set(description["inputs"]), given
        inputs = {name: given.get(name, about.get("default", "")) for name, about in description["inputs"].items()}
        github = {"action_ref": ref, "action_repository": "OWNER/massage-kb" if ref else "", "action_path": str(released)}
        temp = WORK / "runner temp"
        shutil.rmtree(temp, ignore_errors=True)
        temp.mkdir()
        path_file = temp / "github-path"
        path_file.write_text("")
        (WORK / "cargo.log").unlink(missing_ok=True)
        said = ""
        for step in description["runs"]["steps"]:
            assert step["shell"] == "bash" and "${{" not in step["run"], "text from a workflow is never a part of the script"
            script = temp / "step.sh"
            script.write_text(step["run"])
            variables = {name: expand(text, inputs, github) for name, text in step.get("env", {}).items()}
            path = ":".join([*reversed(path_file.read_text().split("\n")[:-1]), str(stand_ins), CLEAN_PATH])
            code, words = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], folder, **variables,
                              PATH=path, RUNNER_TEMP=temp, GITHUB_PATH=path_file, GITHUB_ACTIONS="true")
            said += words
            if code != 0:
                break
        return code, said, (WORK / "cargo.log").exists()

    [step] = [step for step in workflow["jobs"]["lint"]["steps"] if "massage-kb@" in step["uses"]]
    assert step["uses"] == f"OWNER/massage-kb@{TAG}"
    assert step["with"] == {"path": "kb", "warnings-as-errors": "true"}
    given = {**step["with"], "path": "our kb"}

    checksum.write_text(right)
    if target:
        code, said, built = uses(given)
        assert (code, built) == (0, False) and f"installed kb {TAG}" in said, said
        checksum.write_text("0" * 64 + f"  {archive.name}\n")
        code, said, built = uses(given)
        assert (code, built) == (0, True) and "the checksum of" in said, said
        checksum.write_text(right)
    for ref in ["v9.9.9", "main", ""]:
        code, said, built = uses(given, ref)
        assert (code, built) == (0, True) and "building it" in said, (ref, said)

    # A warning: fails where it is asked to. The place is left out: the knowledge base is found from the working directory, or not.
    record.write_text(re.sub("summary: .*", "summary: 'TODO: measure it'", sound))
    code, said, _ = uses({"path": "our kb"})
    assert code == 0 and "::warning file=our kb/tools/foam-roller.yaml,line=" in said, said
    code, said, _ = uses(given)
    assert code == 1, said
    code, said, _ = uses({"path": "our kb", "warnings-as-errors": "yes"})
    assert code == 2 and "warnings-as-errors" in said, said
    code, said, _ = uses({})
    assert code == 2 and "no knowledge base here" in said, said
    code, said, _ = uses({"path": "-x"})
    assert code == 2 and "there is no folder `-x`" in said, said
    code, said, _ = uses({"path": "our kb", "format": "sarif", "output": "kb.sarif"})
    assert code == 0 and "warning[todo-left]" in said, said
    assert '"version": "2.1.0"' in (folder / "kb.sarif").read_text()
    record.write_text(sound + "colour: red\n")
    code, said, _ = uses({"path": "our kb"})
    assert code == 1 and "::error file=our kb/tools/foam-roller.yaml,line=" in said, said
    print("action: the release is installed, or built where there is none; path, format, output and warnings-as-errors work")


workflow_page, hooks_page = snippets()
source = release()
hooks(source, hooks_page)
action(source, workflow_page)
