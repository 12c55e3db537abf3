/** Suggestions for a name that does not exist. */
import { distance } from "fastest-levenshtein";

/** At most `count` of `candidates` that differ from `name` by few letters, nearest first. */
export function nearest(name: string, candidates: Iterable<string>, count: number): string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const close: { candidate: string; steps: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const steps = distance(name, candidate);
    if (steps <= limit) close.push({ candidate, steps });
  }
  close.sort((a, b) => a.steps - b.steps || (a.candidate < b.candidate ? -1 : 1));
  return close.slice(0, count).map(({ candidate }) => candidate);
}
