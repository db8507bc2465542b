/** Commands that are given as text to a machine elsewhere. */
import type { Call } from '../../program';
import type { Run, Word } from '../../spec';

export function shellThere(call: Call, commands: readonly Word[]): readonly Run[] {
  const label = `${call.name} ssh`;
  return commands.map(
    ({ value, span }): Run => ({ type: 'shell', text: value, span, label, via: 'remote', elsewhere: true }),
  );
}
