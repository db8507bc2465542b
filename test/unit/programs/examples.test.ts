import { describe, expect, it } from 'vitest';
import { allPrograms } from '../../../server/analysis/programs/registry';
import { differences, effectLine, readLine } from './effect-lines';
import { effectsOf } from './example-effects';

for (const spec of allPrograms()) {
  if (!spec.examples) continue;
  describe(spec.names.split(' ')[0] ?? '', () => {
    for (const [command, line] of Object.entries(spec.examples?.yields ?? {})) {
      it(`${command} → ${line}`, () => {
        const effects = effectsOf(command);
        expect(differences(effects, readLine(line)), effects.map(effectLine).join('\n')).toEqual([]);
      });
    }
    for (const command of spec.examples?.inert ?? []) {
      it(`${command} → nothing but reading`, () => {
        const others = effectsOf(command).filter((effect) => effect.kind !== 'fs.read');
        expect(others.map(effectLine)).toEqual([]);
      });
    }
  });
}

describe('the registry', () => {
  it('describes no name twice', () => {
    const names = allPrograms().flatMap((spec) => spec.names.split(' '));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
