/** The soak command: any number of random declarations against any compiler (`npm run soak -- --help`). */
import { parseArgs } from "node:util";
import { expectCases } from "./expect.js";
import { generateCase } from "./generate.js";
import { analyseCases } from "./pipeline.js";
import { printCase } from "./print.js";
import { describeFailure, runCases } from "./run.js";
import { isArchitecture, judgeFor, versionOf } from "./targets.js";

const HELP = `npm run soak -- [--count N] [--seed S] [--target ARCH] [--cc gcc|clang|COMMAND] [--first N] [--print]
                    [--platform elf|apple] [--route pipeline|direct] [-- FLAGS...]

Judges N random record declarations for ARCH (default x86_64) by the compiler (default gcc).
--first starts at that case of the seed; with --count 1 it makes one failure again, with --print
the declarations are shown instead. The declarations go through preprocessor, parser and analysis;
--route direct asks the layout functions alone.
`;

/** Runs the command; gives its exit code. */
export function soak(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: "string", default: "10000" },
      first: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      target: { type: "string", default: "x86_64" },
      cc: { type: "string", default: "gcc" },
      platform: { type: "string", default: "elf" },
      route: { type: "string", default: "pipeline" },
      print: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help || !isArchitecture(values.target)) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const target = judgeFor(values.target, values.cc, positionals, values.platform === "apple" ? "apple" : "elf");
  if (values.print) {
    process.stdout.write(printCase(generateCase(Number(values.seed), Number(values.first), target.abi)));
    return 0;
  }
  const version = versionOf(target.command);
  if (version === undefined) {
    process.stderr.write(`${target.command.join(" ")} cannot be used\n`);
    return 2;
  }
  const route = values.route === "direct" ? expectCases : analyseCases;
  const result = runCases(target, Number(values.seed), Number(values.first), Number(values.count), route);
  for (const failure of result.failures) process.stdout.write(`${describeFailure(target, failure)}\n`);
  for (const { number, message } of result.rejected.slice(0, 20)) {
    process.stdout.write(`case ${number} was rejected: ${message}\n`);
  }
  process.stdout.write(
    `${target.name} (${version}): ${result.cases} cases, ${result.questions} facts, ` +
      `${result.failures.length} differences, ${result.rejected.length} rejected\n`,
  );
  return result.failures.length + result.rejected.length === 0 ? 0 : 1;
}
