/** The commands that stand beside the programs as examples: hundreds of every family, written by whoever described them. */
import { allPrograms } from '../../server/analysis/programs/registry';

export function exampleCommands(): readonly string[] {
  return allPrograms().flatMap(({ examples }) => [...Object.keys(examples?.yields ?? {}), ...(examples?.inert ?? [])]);
}

/** One simple command, which other words can stand in front of. */
export function isOneCommand(command: string): boolean {
  return !/[;&|\n()<>`]|\$\(/.test(command) && !/^(if|for|\w+=)/.test(command);
}

/** One simple command of literal words without quotes. */
export function isPlain(command: string): boolean {
  return isOneCommand(command) && !/['"$\\]/.test(command);
}
