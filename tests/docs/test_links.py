"""Links, anchors, files and options that the documents name are there. No network."""

import re
import shlex
from urllib.parse import unquote, urlsplit

import pytest
import typer

from extract.cli import app
from tests.documents import DOCUMENTS, ROOT, anchors, fences, inline

_FOLDERS = "benchmarks|corpus|docs|extract|gold|notebooks|tests|tools|training"
_FILE = re.compile(rf"(?:{_FOLDERS})/[\w./-]+\.\w+")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_SCRIPT = re.compile(r"python (?:-m )?([\w./]+)")
#: Programs whose options are not ours to check.
_OTHERS = {"pip", "pip3", "pytest", "git", "sphinx-build", "apt-get", "jupyter", "docker", "psql"}


def links(page):
    for token in inline(page):
        yield from filter(None, (token.attrGet("href"), token.attrGet("src")))


@pytest.mark.parametrize("page", DOCUMENTS)
def test_links_lead_to_files_and_headings(page):
    dead = []
    for link in links(page):
        parts = urlsplit(link)
        if parts.scheme in ("https", "http", "mailto"):
            continue
        target = (ROOT / page).parent / unquote(parts.path) if parts.path else ROOT / page
        name = target.resolve().relative_to(ROOT).as_posix() if target.exists() else ""
        lost = parts.fragment and name.endswith(".md") and parts.fragment not in anchors(name)
        if not name or lost:
            dead.append(link)
    assert not dead


@pytest.mark.parametrize("page", DOCUMENTS)
def test_files_that_are_named_are_there(page):
    named = {token.content for token in inline(page) if token.type == "code_inline"}
    missing = [name for name in named if _FILE.fullmatch(name) and not (ROOT / name).exists()]
    assert not missing


# --- options --------------------------------------------------------------------------------------


def options(command, path="extract"):
    """Yield every command with its path and all its options."""
    yield path, {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    for name, child in getattr(command, "commands", {}).items():
        yield from options(child, f"{path} {name}")


COMMANDS = {path: names | {"--help"} for path, names in options(typer.main.get_command(app))}
ALL_OPTIONS = set().union(*COMMANDS.values())


def unknown_options(line, scripts=""):
    """Return the options of a command line that its program does not have.

    Options on their own may be those of extract, or of a script whose source `scripts` holds.
    """
    words = shlex.split(line, comments=True) if line.count('"') % 2 == 0 else line.split()
    while words and ("=" in words[0] or words[0] in ("$", "time")):
        words = words[1:]
    if not words:
        return []
    given = {word.split("=")[0] for word in words if _OPTION.match(word)}
    program = words[0].rsplit("/", 1)[-1]
    if script := _SCRIPT.match(" ".join([program, *words[1:]])):
        return [option for option in given if option not in source(script[1])]
    if program == "extract":
        path = program
        for word in words[1:]:
            if f"{path} {word}" in COMMANDS:
                path += f" {word}"
            elif not word.startswith("-"):
                break
        # A group takes the options of the command that it stands for.
        known = set().union(*(o for name, o in COMMANDS.items() if name.startswith(path)))
        return [option for option in given if option not in known]
    if program in _OTHERS:
        return []
    return [each for each in given if each not in ALL_OPTIONS and each not in scripts]


def source(script):
    file = ROOT / script
    folder = ROOT / script.replace(".", "/")
    files = [file] if file.is_file() else [*folder.glob("*.py")]
    return "".join(each.read_text(encoding="utf-8") for each in files)


def commands(page):
    for fence in fences(page):
        if fence.language in ("bash", "sh", "console"):
            text = fence.text.replace("\\\n", " ")
            lines = [
                line
                for line in text.splitlines()
                if fence.language != "console" or line[:2] == "$ "
            ]
            for line in lines:
                yield from re.split(r"\s*(?:\|\|?|&&|;)\s*", line.removeprefix("$ "))
    for token in inline(page):
        if token.type == "code_inline":
            yield token.content


@pytest.mark.parametrize("page", [page for page in DOCUMENTS if page != "CHANGELOG.md"])
def test_options_that_are_named_exist(page):
    lines = list(commands(page))
    scripts = "".join(source(match[1]) for line in lines if (match := _SCRIPT.search(line)))
    assert not {line: unknown for line in lines if (unknown := unknown_options(line, scripts))}


@pytest.mark.parametrize(
    "line",
    [
        "extract run news/ --dbb x",
        "extract show --jsonl facts.jsonl",
        "extract entities merge a b --split dev",
        "python benchmarks/performance.py --laps 3",
        "--rule",
    ],
)
def test_an_option_that_is_not_there_is_noticed(line):
    assert unknown_options(line)
