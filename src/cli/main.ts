/**
 * The command line. Exit codes: 0 done, 1 failed, 2 wrong usage.
 * yargs parses; what a command does is loaded when it is called, so that `--help` starts fast.
 */
import yargs, { type Argv } from "yargs";
import { FatalError, usageError } from "../support/diagnostics.js";
import { nearest } from "../support/nearest.js";
import { VERSION } from "../version.js";
import { type Console, jsonDiagnostic, openConsole, printJson } from "./console.js";
import { type CliOption, COMMAND_NAMES, COMMANDS, type CommandName, optionsOf } from "./option-table.js";
import { readProjectFile } from "./project-file.js";
import { checkChoice, type Settings, switchOf, textOf, type Value } from "./settings.js";

/** What a command returns: the exit code. */
export type Command = (settings: Settings, console: Console) => number;

const HELP_HINT = "see kbindgen --help";

/**
 * Runs one command line.
 * @param words the arguments after the program's name
 * @returns the exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  const options = {
    quiet: words.includes("--quiet") || words.includes("-q"),
    json: words.includes("--json"),
    debug: words.includes("--debug"),
  };
  const console = openConsole(options);
  try {
    return await dispatch(words, console);
  } catch (error) {
    console.done();
    if (!(error instanceof FatalError)) throw error;
    console.diagnostic(error.diagnostic, error.sources);
    if (options.json) printJson({ status: "failed", diagnostics: [jsonDiagnostic(error.diagnostic, error.sources)] });
    console.debug(error.stack ?? "");
    return error.usage ? 2 : 1;
  }
}

async function dispatch(words: readonly string[], console: Console): Promise<number> {
  let code = 0;
  let parser = yargs()
    .scriptName("kbindgen")
    .usage("$0 <command>\n\nRust bindings for operating-system kernels, proven by the kernel's own compiler.")
    .parserConfiguration({
      "populate--": true,
      "greedy-arrays": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "strip-aliased": true,
    });
  for (const name of COMMAND_NAMES) {
    parser = parser.command(
      COMMANDS[name].usage,
      COMMANDS[name].summary,
      (builder) => buildCommand(builder, name),
      async (args) => {
        code = await runCommand(name, args, console);
      },
    );
  }
  await parser
    .completion("completion", "print a completion script: kbindgen completion >> ~/.bashrc")
    .version(VERSION)
    .help()
    .alias("help", "h")
    .demandCommand(1, "no command is given")
    .strict()
    .recommendCommands()
    .wrap(Math.min(process.stdout.columns ?? 100, 110))
    .epilogue("Exit codes: 0 done, 1 failed, 2 wrong usage. Options can stand in kbindgen.toml.")
    .fail((message, error) => {
      if (error !== undefined && error.name !== "YError") throw error;
      throw usageFailure(message ?? error?.message ?? "", words);
    })
    .exitProcess(false)
    .parseAsync(preprocessorFlags(words));
  return code;
}

/** `-dD` and `-P` of `cc -E`, which are no options of ours elsewhere. */
function preprocessorFlags(words: readonly string[]): string[] {
  if (words[0] !== "preprocess") return [...words];
  const end = words.indexOf("--");
  return words.map((word, at) => {
    if (end !== -1 && at > end) return word;
    return word === "-dD" ? "--defines" : word === "-P" ? "--no-line-markers" : word;
  });
}

function buildCommand(builder: Argv, name: CommandName): Argv<Record<string, unknown>> {
  const text = COMMANDS[name];
  let built: Argv<Record<string, unknown>> = builder.usage(
    `$0 ${text.usage}${text.takesCflags ? " -- [cflags..]" : ""}\n\n${text.summary}`,
  );
  if (text.positional !== null) {
    built = built.positional(text.positional.name, { describe: text.positional.description, type: "string" });
  }
  for (const option of optionsOf(name)) built = built.option(option.name, yargsOption(option));
  for (const example of text.examples) built = built.example(example.command, example.does);
  return built;
}

function yargsOption(option: CliOption) {
  const byDefault = option.byDefault === undefined ? "" : ` [default: ${option.byDefault}]`;
  return {
    describe: `${option.description}${byDefault}`,
    group: `${option.group}:`,
    type: option.kind === "switch" ? ("boolean" as const) : ("string" as const),
    array: option.kind === "strings",
    requiresArg: option.kind !== "switch",
    ...(option.short === undefined ? {} : { alias: option.short }),
    ...(option.choices === undefined ? {} : { choices: option.choices }),
  };
}

function usageFailure(message: string, words: readonly string[]): FatalError {
  const unknown = /^Unknown (?:argument|arguments|command): (.*)$/m.exec(message)?.[1]?.split(", ") ?? [];
  if (unknown.length > 0) return unknownWords(unknown, words);
  // What yargs says of a command that it can guess is only the guess.
  if (/^Did you mean /.test(message)) return unknownWords(words.slice(0, 1), words);
  const choice = /Argument: (\S+), Given: (.*), Choices: (.*)/.exec(message);
  if (choice !== null) return usageError("usage", `--${choice[1]} cannot be ${choice[2]}`, `choose from ${choice[3]}`);
  const valueless = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  if (valueless !== undefined) {
    const dashes = valueless.length === 1 ? "-" : "--";
    return usageError("usage", `the option '${dashes}${valueless}' wants a value`, HELP_HINT);
  }
  const text = message
    .trim()
    .split(/\s*\n\s*/)
    .join(", ");
  return usageError("usage", `${text.charAt(0).toLowerCase()}${text.slice(1)}`, HELP_HINT);
}

function unknownWords(unknown: readonly string[], words: readonly string[]): FatalError {
  const [first = ""] = unknown;
  const command = COMMAND_NAMES.find((name) => name === words[0]);
  const isOption =
    words.some((word) => new RegExp(`^--?(?:no-)?${escaped(first)}(?:=|$)`).test(word)) || first.length === 1;
  const known = isOption
    ? (command === undefined ? COMMAND_NAMES : [command]).flatMap((name) =>
        optionsOf(name).map((option) => option.name),
      )
    : [...COMMAND_NAMES, "completion"];
  const [guess] = nearest(first, known, 1);
  const dash = isOption ? (first.length === 1 ? "-" : "--") : "";
  return usageError(
    isOption ? "unknown-option" : "unknown-command",
    `unknown ${isOption ? "option" : "command"} '${dash}${first}'`,
    guess === undefined ? HELP_HINT : `did you mean '${isOption ? "--" : ""}${guess}'?`,
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

async function runCommand(name: CommandName, args: Record<string, unknown>, console: Console): Promise<number> {
  const settings = settingsOf(name, args);
  const command = await loadCommand(name);
  return command(settings, console);
}

async function loadCommand(name: CommandName): Promise<Command> {
  switch (name) {
    case "generate":
      return (await import("./commands/generate.js")).generateCommand;
    case "preprocess":
      return (await import("./commands/preprocess.js")).preprocessCommand;
    case "explain":
      return (await import("./commands/explain.js")).explainCommand;
    case "check":
      return (await import("./commands/check.js")).checkCommand;
    case "target":
      return (await import("./commands/target.js")).targetCommand;
    case "core":
      return (await import("./commands/core.js")).coreCommand;
    case "new":
      return (await import("./commands/new.js")).newCommand;
  }
}

/** Command line over project file. */
function settingsOf(name: CommandName, args: Record<string, unknown>): Settings {
  const given = new Map<string, Value>();
  for (const option of optionsOf(name)) {
    const value = givenValue(option, args[option.name]);
    if (value !== undefined) given.set(option.name, value);
  }
  const readsProject = optionsOf(name).some((option) => option.name === "project");
  const project = readProjectFile(readsProject ? textOf(given, "project") : "none");
  // A key of the project file may mean something else to a command whose option stands on the command line only.
  const taken = new Set(optionsOf(name).flatMap((option) => (option.commandLineOnly === true ? option.name : [])));
  const values = new Map([...[...project.values].filter(([key]) => !taken.has(key)), ...given]);
  const { positional } = COMMANDS[name];
  const words = positional === null ? [] : asWords(args[positional.name]);
  const cflags = [...project.cflags, ...asWords(args["--"])];
  if (name === "explain") {
    if (!values.has("header")) values.set("header", project.headers);
    // The project's prototypes may name types that other headers do not declare.
    else if (!given.has("macros")) values.delete("macros");
  }
  const usesHeaders = name === "generate" || name === "preprocess";
  const positionals = words.length === 0 && usesHeaders ? project.headers : words;
  if (switchOf(values, "json") === true && textOf(values, "bindings") === "-") {
    throw usageError(
      "conflicting-options",
      "--json and --bindings - both want standard output",
      "give --bindings a file",
    );
  }
  return { values, positionals, cflags };
}

function givenValue(option: CliOption, raw: unknown): Value | undefined {
  if (raw === undefined) return undefined;
  switch (option.kind) {
    case "switch":
      // Given twice, the last counts.
      return Array.isArray(raw) ? raw[raw.length - 1] === true : raw === true;
    case "strings":
      return asWords(raw);
    case "string": {
      const value = asWords(raw).at(-1) ?? "";
      if (value === "") throw usageError("option-without-value", `--${option.name} wants a value`, HELP_HINT);
      checkChoice(option, value);
      return value;
    }
  }
}

function asWords(raw: unknown): string[] {
  if (raw === undefined) return [];
  return (Array.isArray(raw) ? raw : [raw]).map(String);
}
