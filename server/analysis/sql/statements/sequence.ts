/** Statements one after another, with the control words around them. */
import type { Reader } from '../reader';
import { readControl } from './control';
import { passDeclaration } from './procedural';
import { readStatement } from './statement';

/** Reads all tokens of the reader. */
export function readSequence(r: Reader): void {
  let declaring = false;
  while (!r.atEnd) {
    if (r.acceptType(';')) continue;
    const from = r.effects.length;
    if (declaring && !r.isWord('begin')) {
      passDeclaration(r);
      continue;
    }
    declaring = r.inBlock && r.isWord('declare') && !r.dialect.freeStatements;
    if (declaring) {
      r.advance();
      continue;
    }
    if (readControl(r)) {
      if (r.dialect.postgresGrammar && !r.inBlock && !endsHere(r)) r.fail();
      continue;
    }
    readStatement(r);
    if (r.conditional) markPossible(r, from);
    if (!endsHere(r)) r.fail();
  }
}

/** A statement ends at a separator, at the end, before a control word, and in T-SQL before the next verb. */
function endsHere(r: Reader): boolean {
  if (r.atEnd || r.isType(';')) return true;
  if (r.dialect.freeStatements) return r.isType('word');
  return !r.dialect.postgresGrammar && r.isOneOf(['end', 'else', 'elsif', 'elseif']);
}

function markPossible(r: Reader, from: number): void {
  for (let index = from; index < r.effects.length; index++) {
    const effect = r.effects[index];
    if (effect) r.effects[index] = { ...effect, certainty: 'possible' };
  }
}
