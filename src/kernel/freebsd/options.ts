/**
 * A kernel's options: the configuration file of config(5), and the option headers that config(8) makes of it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Diagnostic, FatalError } from "../../support/diagnostics.js";
import { nearest } from "../../support/nearest.js";
import type { FreebsdTree } from "./tree.js";

/** `options NAME=value` by name, `1` without a value (config(5)); with the line that says so. */
export type KernelOptions = ReadonlyMap<
  string,
  { readonly value: string; readonly path: string; readonly line: number }
>;

/** Option headers by name: what they define. */
export type OptionHeaders = ReadonlyMap<string, ReadonlyMap<string, string>>;

type MutableOptions = Map<string, { value: string; path: string; line: number }>;

/** Included files nest no deeper: a cycle must end. */
const MAX_DEPTH = 16;

/**
 * Reads a configuration, with what it includes and the machine's `DEFAULTS`, which config(8) reads first.
 * @throws FatalError `config-not-readable`, `config-arch-mismatch`, `config-syntax`
 */
export function readConfiguration(path: string, tree: FreebsdTree): KernelOptions {
  const options: MutableOptions = new Map();
  const defaults = join(tree.sys, tree.machine, "conf/DEFAULTS");
  if (existsSync(defaults)) readFile(defaults, tree, options, 0);
  readFile(resolve(path), tree, options, 0);
  return options;
}

function readFile(path: string, tree: FreebsdTree, options: MutableOptions, depth: number): void {
  const text = depth > MAX_DEPTH ? null : textOf(path);
  if (text === null) {
    throw new FatalError({
      id: "config-not-readable",
      severity: "error",
      message: depth > MAX_DEPTH ? `'${path}' includes itself` : `the configuration file '${path}' cannot be read`,
      help: "give a FreeBSD kernel configuration file (config(5)) with --config",
    });
  }
  text.split("\n").forEach((line, at) => {
    readLine({ path, line: at + 1 }, line, tree, options, depth);
  });
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}

interface Place {
  readonly path: string;
  readonly line: number;
}

/** Directives that say nothing about headers. */
const OTHER =
  /^(?:ident|makeoptions?|nomakeoptions?|maxusers|hints|env|envvar|files|profile|config|template|rem|nodevices?)$/;

function readLine(where: Place, line: string, tree: FreebsdTree, options: MutableOptions, depth: number): void {
  const [word = "", ...rest] = line.replace(/#.*/, "").trim().split(/\s+/);
  const operand = rest.join(" ");
  if (word === "" || OTHER.test(word)) return;
  if (word === "include") {
    const name = operand.replaceAll('"', "");
    const folders = [dirname(where.path), join(tree.sys, tree.machine, "conf"), join(tree.sys, "conf")];
    const found = folders.map((folder) => resolve(folder, name)).find((path) => existsSync(path));
    readFile(found ?? resolve(dirname(where.path), name), tree, options, depth + 1);
  } else if (/^options?$/.test(word)) {
    for (const item of operand.split(/\s*,\s*/)) setOption(item, where, options);
  } else if (/^nooptions?$/.test(word)) {
    for (const item of operand.split(/\s*,\s*/)) options.delete(item);
  } else if (/^devices?$/.test(word)) {
    // config(8) defines DEV_NAME for each device.
    for (const item of operand.split(/\s*,\s*/)) setOption(`DEV_${item.toUpperCase()}`, where, options);
  } else if (word === "cpu") {
    setOption(operand.replaceAll('"', ""), where, options);
  } else if (word === "nocpu") {
    options.delete(operand.replaceAll('"', ""));
  } else if (word === "machine") {
    requireMachine(rest[0] ?? "", where, tree);
  } else {
    throw new FatalError({
      id: "config-syntax",
      severity: "error",
      message: `'${word}' is no directive of a FreeBSD kernel configuration`,
      where: { ...where, column: 1 },
      help: "config(5) lists them: options, device, include, …",
    });
  }
}

/** `NAME`, `NAME=value`; quotes around the value or with a backslash belong to config(8)'s syntax. */
function setOption(item: string, where: Place, options: MutableOptions): void {
  const equals = item.indexOf("=");
  const name = equals === -1 ? item : item.slice(0, equals);
  const given = equals === -1 ? "1" : item.slice(equals + 1);
  const value = /^".*"$/.test(given) ? given.slice(1, -1) : given;
  options.set(name, { value: value.replaceAll('\\"', '"'), ...where });
}

function requireMachine(machine: string, where: Place, tree: FreebsdTree): void {
  if (machine === tree.machine) return;
  throw new FatalError({
    id: "config-arch-mismatch",
    severity: "error",
    message: `this configuration is for ${machine}, the headers are for ${tree.machine}`,
    where: { ...where, column: 1 },
    help: "give a configuration for this machine, or another --arch",
  });
}

/** `opt_*.h` of each option (`sys/conf/options`, `options.MACHINE`); null without these files. */
export function optionTable({ sys, machine }: FreebsdTree): ReadonlyMap<string, string> | null {
  const files = [join(sys, "conf/options"), join(sys, `conf/options.${machine}`)].filter((path) => existsSync(path));
  if (files.length === 0) return null;
  const table = new Map<string, string>();
  for (const line of files.flatMap((path) => readFileSync(path, "latin1").split("\n"))) {
    const [name = "", header] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (/^\w+$/.test(name)) table.set(name, header ?? `opt_${name.toLowerCase()}.h`);
  }
  return table;
}

/**
 * What a module is built with outside a kernel's build directory (`sys/conf/config.mk`, with everything that the
 * base system supports).
 */
const UNTIED: Readonly<Record<string, readonly string[]>> = {
  "opt_global.h": ["SMP", "MAC", "VIMAGE"],
  "opt_bpf.h": ["DEV_BPF"],
  "opt_inet.h": ["INET", "TCP_OFFLOAD"],
  "opt_inet6.h": ["INET6"],
  "opt_ipsec.h": ["IPSEC_SUPPORT"],
  "opt_mrouting.h": ["MROUTING"],
  "opt_printf.h": ["PRINTF_BUFR_SIZE=128"],
  "opt_ratelimit.h": ["RATELIMIT"],
  "opt_scsi.h": ["SCSI_DELAY=15000"],
  "opt_sctp.h": ["SCTP_SUPPORT"],
  "opt_wlan.h": ["IEEE80211_DEBUG", "IEEE80211_SUPPORT_MESH"],
};

/** The option headers of a module that is built without a kernel's build directory. */
export function untiedHeaders(tree: FreebsdTree): OptionHeaders {
  const headers = new Map<string, Map<string, string>>();
  const define = (header: string, item: string) => {
    const [name = "", value = "1"] = item.split("=");
    headers.set(header, (headers.get(header) ?? new Map()).set(name, value));
  };
  for (const [header, items] of Object.entries(UNTIED)) for (const item of items) define(header, item);
  const defaults = join(tree.sys, tree.machine, "conf/DEFAULTS");
  const text = existsSync(defaults) ? readFileSync(defaults, "latin1") : "";
  // As config.mk has it: options of DEFAULTS are taken as global, apart from GEOM's.
  for (const match of text.matchAll(/^options\s+(\w+)/gm)) {
    const name = match[1] ?? "";
    if (!name.startsWith("GEOM_")) define("opt_global.h", name);
  }
  return headers;
}

/** The option headers of a configuration. Without a table everything is global. */
export function configuredHeaders(options: KernelOptions, table: ReadonlyMap<string, string> | null): OptionHeaders {
  const headers = new Map<string, Map<string, string>>([["opt_global.h", new Map()]]);
  for (const [name, { value }] of options) {
    const header = table === null ? "opt_global.h" : table.get(name);
    if (header !== undefined) headers.set(header, (headers.get(header) ?? new Map<string, string>()).set(name, value));
  }
  return headers;
}

/** Options that `sys/conf/options` does not list; a device without an option of its own is no mistake. */
export function unknownOptions(options: KernelOptions, table: ReadonlyMap<string, string> | null): Diagnostic[] {
  if (table === null) return [];
  return [...options].flatMap(([name, { path, line }]) => {
    if (table.has(name) || name.startsWith("DEV_")) return [];
    const [guess] = nearest(name, [...table.keys()], 1);
    return [
      {
        id: "unknown-config-symbol",
        severity: "warning" as const,
        message: `FreeBSD knows no option ${name}${guess === undefined ? "" : `; did you mean ${guess}?`}`,
        where: { path, line, column: 1 },
      },
    ];
  });
}

/** The option headers in a kernel's build directory. */
export function headersIn(build: string): OptionHeaders {
  const headers = new Map<string, Map<string, string>>();
  for (const header of readdirSync(build).filter((name) => /^opt_\w+\.h$/.test(name))) {
    const text = readFileSync(join(build, header), "latin1");
    const found = [...text.matchAll(/^#define[ \t]+(\w+)[ \t]+(.*)$/gm)];
    headers.set(header, new Map(found.map(([, name = "", value = ""]) => [name, value])));
  }
  return headers;
}

/** The text of an option header. */
export function headerText(defines: ReadonlyMap<string, string>): string {
  return [...defines].map(([name, value]) => `#define ${name} ${value}\n`).join("");
}
