"""Runs the shell of .github/workflows/links.yml as a runner does, week after week, in a clone of a repository of its own. Programs that
stand in for `kb` and `gh` say what the sources are like and keep the issues, so that nothing is asked of the network.

Argument: a folder to work in.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

HERE = Path.cwd()
WORK = Path(sys.argv[1]).resolve() / "links-workflow"
TITLE = "Sources that no longer stand"
JOB = yaml.safe_load((HERE / ".github/workflows/links.yml").read_text())["jobs"]["links"]

# The arguments of the workflow, and no others: the lock and the table are those of this week, or the program dies on its way.
KB = """#!/usr/bin/env bash
set -euo pipefail
[[ "$*" == "links kb --format human --budget 40m" ]] || { echo "not understood: $*" >&2; exit 64; }
cp "$WEEK/lock" kb/links.lock
if [[ -e $WEEK/dies ]]; then kill -KILL $$; fi
cat "$WEEK/table"
exit "$(cat "$WEEK/code")"
"""

# As gh does: it needs the token, and keeps issues in a file. The filter is read by its one shape, since jq may not be there.
GH = '''#!/usr/bin/env python3
import json, os, re, sys
path = os.environ["ISSUES"]
issues = json.load(open(path))
assert os.environ["GH_TOKEN"] == "token", "gh has no token"
command, rest = sys.argv[1:3], sys.argv[3:]
assert command[0] == "issue", sys.argv
number = int(rest.pop(0)) if command[1] in ("edit", "close") else None
options = dict(zip(rest[::2], rest[1::2]))
assert len(rest) % 2 == 0 and all(name.startswith("--") for name in options), rest
if command[1] == "list":
    assert options.pop("--state") == "open"
    words = re.fullmatch('in:title "(.*)"', options.pop("--search")).group(1)
    title = re.fullmatch(r'map\(select\(\.title == "(.*)"\)\) \| \.\[0\]\.number // empty', options.pop("--jq")).group(1)
    assert options.pop("--json") == "number,title"
    # The newest first.
    found = [issue for issue in reversed(issues) if issue["open"] and words in issue["title"] and issue["title"] == title]
    if found:
        print(found[0]["number"])
elif command[1] == "create":
    issues.append({"number": len(issues) + 1, "open": True, "title": options.pop("--title"), "body": open(options.pop("--body-file")).read()})
else:
    [issue] = [issue for issue in issues if issue["number"] == number]
    assert issue["open"], "it is closed already"
    if command[1] == "edit":
        issue["body"] = open(options.pop("--body-file")).read()
    else:
        issue["open"] = False
        issue["comment"] = options.pop("--comment")
assert not options, options
json.dump(issues, open(path, "w"))
'''


def run(arguments, folder, **variables):
    """The exit code of a program and all that it says."""
    environment = {"HOME": str(WORK), "PATH": f"{WORK}/bin:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
                   **{name: str(value) for name, value in variables.items()}}
    done = subprocess.run(arguments, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def git(folder, *arguments):
    someone = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    code, said = run(["git", *someone, *arguments], folder)
    assert code == 0, f"git {arguments}: {said}"
    return said


def holds(condition, outputs, failed):
    """Whether a step runs. Of the language of conditions, what this workflow has: parts tied by &&, without brackets."""
    parts = [part.strip() for part in (condition or "success()").split("&&")]
    # What asks for no status asks for success.
    if not any(part in ("always()", "success()") for part in parts):
        parts.append("success()")
    for part in parts:
        compared = re.fullmatch(r"steps\.ask\.outputs\.code != '(.*)'", part)
        assert compared or part in ("always()", "success()"), f"not understood: {part}"
        if compared and outputs.get("code", "") == compared.group(1) or part == "success()" and failed:
            return False
    return True


def week(number, lock, code, table="a table", dies=False, before_push=None):
    """One run of the workflow in a fresh checkout. Whether the job fails, and what was said."""
    checkout = WORK / f"week-{number}"
    git(WORK, "clone", "--quiet", str(WORK / "origin"), str(checkout))
    about = WORK / f"about-{number}"
    about.mkdir()
    (about / "lock").write_text(lock)
    (about / "table").write_text(table)
    (about / "code").write_text(str(code))
    if dies:
        (about / "dies").write_text("")
    program = checkout / "target/debug/kb"
    program.parent.mkdir(parents=True)
    program.write_text(KB)
    program.chmod(0o755)
    outputs, failed, said = {}, False, ""
    for step in JOB["steps"]:
        if "uses" in step or step["name"] == "build" or not holds(step.get("if"), outputs, failed):
            continue
        assert "${{" not in step["run"], "text from outside is never a part of the script"
        if step["name"] == "keep the lock" and before_push:
            before_push()
        values = {"${{ github.token }}": "token", "${{ steps.ask.outputs.code }}": outputs.get("code", "")}
        variables = {name: values[text] for name, text in step.get("env", {}).items()}
        script, output = WORK / "step.sh", WORK / "output"
        script.write_text(step["run"])
        output.write_text("")
        # What a runner runs where no shell is named.
        ended, words = run(["bash", "-e", str(script)], checkout, WEEK=about, ISSUES=WORK / "issues.json", GITHUB_OUTPUT=output,
                           **variables)
        said += words
        failed = failed or ended != 0
        if step.get("id") == "ask":
            outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    return failed, said


def kept():
    """The lock as the repository has it."""
    return git(WORK / "origin", "show", "main:kb/links.lock")


def commits():
    return int(git(WORK / "origin", "rev-list", "--count", "main"))


def issues():
    return json.loads((WORK / "issues.json").read_text())


def somebody_pushes(path, text):
    """Another person's commit, made while the check runs."""
    def push():
        folder = WORK / f"somebody-{commits()}"
        git(WORK, "clone", "--quiet", str(WORK / "origin"), str(folder))
        (folder / path).write_text(text)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message=change")
        git(folder, "push", "--quiet")
    return push


(WORK / "bin").mkdir(parents=True)
(WORK / "bin/gh").write_text(GH)
(WORK / "bin/gh").chmod(0o755)
(WORK / "issues.json").write_text(json.dumps([
    {"number": 1, "open": False, "title": TITLE, "body": "long ago"},
    {"number": 2, "open": True, "title": f"{TITLE}: what shall we do?", "body": "people talk"},
]))
git(WORK, "init", "--quiet", "--bare", "--initial-branch=main", str(WORK / "origin"))
git(WORK, "clone", "--quiet", str(WORK / "origin"), str(WORK / "start"))
(WORK / "start/kb").mkdir()
(WORK / "start/kb/kb.toml").write_text('title = "T"\nlanguage = "en"\nlicence = "CC0-1.0"\n')
(WORK / "start/.gitignore").write_text("target\nlinks.txt\nbody.md\n")
git(WORK / "start", "checkout", "--quiet", "-b", "main")
git(WORK / "start", "add", "--all")
git(WORK / "start", "commit", "--quiet", "--message=start")
git(WORK / "start", "push", "--quiet", "origin", "main")

# All is well: the lock is kept, and nobody is told.
failed, said = week(1, "one\n", 0)
assert not failed and kept() == "one\n" and len(issues()) == 2, said
# Something is wrong: the lock is kept although the run fails, and one issue is opened; the next week it is the same issue.
failed, said = week(2, "two\n", 1, "gone: `it`; $(touch harm)")
assert failed and kept() == "two\n", said
assert [issue["number"] for issue in issues() if issue["open"]] == [2, 3], issues()
assert issues()[2] == {"number": 3, "open": True, "title": TITLE, "body": "```text\ngone: `it`; $(touch harm)```\n"}, issues()
failed, said = week(3, "three\n", 1, "gone still\n")
assert failed and kept() == "three\n" and len(issues()) == 3, said
assert issues()[2]["body"] == "```text\ngone still\n```\n" and issues()[1]["body"] == "people talk", issues()
# The check cannot be done: what it had learned is kept, and the issue says what it said.
failed, said = week(4, "four\n", 2, "")
assert failed and kept() == "four\n" and issues()[2]["body"] == "```text\ngone still\n```\n", said
# The program is killed on its way.
failed, said = week(5, "five\n", 1, dies=True)
assert failed and kept() == "five\n" and len(issues()) == 3, said
# Nothing new was learned: no commit.
before = commits()
failed, said = week(6, "five\n", 1, "gone still\n")
assert failed and commits() == before, said
# Somebody pushes meanwhile: another file, and the same line of the lock.
failed, said = week(7, "seven\n", 1, before_push=somebody_pushes("kb/other.yaml", "id: other\n"))
assert failed and kept() == "seven\n" and "id: other" in git(WORK / "origin", "show", "main:kb/other.yaml"), said
failed, said = week(8, "eight\n", 0, before_push=somebody_pushes("kb/links.lock", "theirs\n"))
assert not failed and kept() == "eight\n", said
# All is well again: the issue is closed.
assert [issue["number"] for issue in issues() if issue["open"]] == [2] and issues()[2]["comment"], issues()
print("links.yml: the lock is kept whatever comes of a run, and one issue is opened, updated and closed")
