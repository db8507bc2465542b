import type { Action, Shell } from '../../request';
import type { Fields } from '../fields';

export interface ToolSurroundings {
  readonly platform: 'linux' | 'darwin' | 'win32';
}

/** What a call of one tool would do, from its input. */
export type ToolReader = (input: Fields, surroundings: ToolSurroundings) => readonly Action[];

export type ToolTable = Readonly<Record<string, ToolReader>>;

export function unreadable(why: string): readonly Action[] {
  return [{ type: 'unreadable', why }];
}

/** The shell of a host that does not say which it uses. */
export function usualShell({ platform }: ToolSurroundings): { readonly shell?: Shell } {
  return platform === 'win32' ? { shell: 'powershell' } : {};
}
