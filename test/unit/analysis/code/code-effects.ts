import { effectsOfAction } from '../shell/effects-of';

export function effectsOfCode(language: string, code: string): string[] {
  return effectsOfAction({ type: 'code', language, code });
}

/** The line of the execution itself, when all of the code is understood, and when it is not. */
export const OK = 'code.exec origin=inline';
export const UNSURE = 'code.exec origin=inline resolved=false';
