/** Runs a command line in this process and keeps what it prints. */
import { vi } from "vitest";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function captured(run: () => number | Promise<number>, cwd?: string): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const keep = (into: string[]) => (text: unknown) => {
    into.push(typeof text === "string" ? text : String(text));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(keep(out)),
    vi.spyOn(process.stderr, "write").mockImplementation(keep(err)),
    vi.spyOn(console, "log").mockImplementation((text: unknown) => void out.push(`${String(text)}\n`)),
    vi.spyOn(console, "error").mockImplementation((text: unknown) => void err.push(`${String(text)}\n`)),
    ...(cwd === undefined ? [] : [vi.spyOn(process, "cwd").mockReturnValue(cwd)]),
  ];
  try {
    const code = await run();
    return { code, stdout: out.join(""), stderr: err.join("") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
