"""docs/reference/commands.md: the command tree as click knows it."""

from collections.abc import Iterator

import click

from wangqun.cli import main

from .markup import code, table
from .markup import page as as_page


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its full name, groups before their members."""
    yield from _below("wangqun", main)


def page() -> str:
    """The reference page of all commands."""
    return as_page("命令", *(_section(name, command) for name, command in all_commands()))


def _below(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for below in sorted(command.commands):
            yield from _below(f"{name} {below}", command.commands[below])


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, **main.context_settings)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    parts = [f"## {name}", f"```text\n{usage}\n```", _paragraphs(command.help or "")]
    chosen = [(code(a.make_metavar(context)), "、".join(map(code, a.type.choices))) for a in arguments if _has_choices(a)]
    if chosen:
        parts.append(table(("参数", "可取的值"), chosen))
    parts.append(table(("选项", "说明", "缺省"), (_row(option, context) for option in options)))
    return "\n\n".join(part for part in parts if part)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(block.split()) for block in text.split("\n\n"))


def _has_choices(parameter: click.Parameter) -> bool:
    return isinstance(parameter.type, click.Choice)


def _row(option: click.Option, context: click.Context) -> tuple[str, str, str]:
    kind = "整数" if isinstance(option.type, click.IntRange) else option.make_metavar(context)
    value = "" if option.is_flag or option.count else f" {kind}"
    return "、".join(code(name + value) for name in option.opts), option.help or "", _default(option)


def _default(option: click.Option) -> str:
    if isinstance(option.show_default, str):
        return option.show_default
    return code(str(option.default)) if option.show_default else "必填" if option.required else "-"
