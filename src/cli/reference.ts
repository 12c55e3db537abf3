/** The reference of the command line as Markdown, from the table of options; `docs/cli.md` is a copy. */
import {
  type CliOption,
  COMMAND_NAMES,
  COMMANDS,
  type CommandName,
  optionsOf,
  PROJECT_ONLY_KEYS,
} from "./option-table.js";

/** The text of `docs/cli.md`. */
export function cliReference(): string {
  return [
    "# Command line",
    "",
    "<!-- Made by `npm run docs` from src/cli/option-table.ts. -->",
    "",
    "Exit codes: 0 done, 1 failed, 2 wrong usage. Diagnostics and progress go to standard error.",
    "`kbindgen completion` prints a completion script for bash and zsh, `kbindgen --version` the version.",
    "",
    ...COMMAND_NAMES.flatMap(commandSection),
    ...projectSection(),
    "",
  ].join("\n");
}

function commandSection(name: CommandName): string[] {
  const text = COMMANDS[name];
  const usage = `kbindgen ${text.usage.replace("..]", "...]").replace("..>", "...>")}`;
  const lines = [
    `## kbindgen ${name}`,
    "",
    `${text.summary.charAt(0).toUpperCase()}${text.summary.slice(1)}.`,
    "",
    "```",
    `${usage} [options]${text.takesCflags ? " [-- cflags...]" : ""}`,
    "```",
    "",
    ...(text.positional === null ? [] : [`\`${text.positional.name}\`: ${text.positional.description}.`, ""]),
    "| option | meaning | default |",
    "|---|---|---|",
    ...optionsOf(name).map(optionRow),
    "",
  ];
  for (const example of text.examples) lines.push(`- \`${example.command}\`: ${example.does}`);
  return [...lines, ""];
}

function optionRow(option: CliOption): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  const off = option.on === true ? `--no-${option.name}` : `--${option.name}`;
  const value = option.value === undefined ? "" : ` ${option.value}`;
  const meaning = option.on === true ? `do not ${option.description}` : option.description;
  const choices = option.choices === undefined ? "" : ` (${option.choices.join(", ")})`;
  const many = option.kind === "strings" ? "; may be given several times" : "";
  return `| \`${short}${off}${value}\` | ${escaped(meaning)}${choices}${many} | ${escaped(option.byDefault ?? "")} |`;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("*", "\\*");
}

function projectSection(): string[] {
  return [
    "## kbindgen.toml",
    "",
    "Options can stand in `kbindgen.toml` in the current folder, or in the file that `--project` names, under their",
    `long names; ${PROJECT_ONLY_KEYS.map((key) => `\`${key}\``).join(" and ")} are lists for what has no name on the`,
    "command line. Paths are relative to the file. Flags override it. A key that is not known is an error.",
    "",
    "```toml",
    'headers = ["wrapper.h"]',
    'kernel-dir = "../linux"',
    'allow = ["my_.*", "GFP_.*"]',
    'rust-target = "1.77"',
    "docs = false",
    'cflags = ["-DDEBUG"]',
    "```",
  ];
}
