/** The folder `library` of the source that belongs to the installed rustc; throws when there is none. */
export function rustSource(options?: { say?: (line: string) => void }): string;
