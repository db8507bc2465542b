/** All programs that are described, by name. To add one, add its spec to a family file. */
import { interpret, type ProgramSpec } from './program';
import type { Invocation, Outcome } from './spec';

export interface Program {
  readonly spec: ProgramSpec;
  /** What the invocation would do. Total: never throws. */
  interpret(invocation: Invocation): Outcome;
}

const families: readonly (readonly ProgramSpec[])[] = [];

let index: ReadonlyMap<string, ProgramSpec> | undefined;

function programs(): ReadonlyMap<string, ProgramSpec> {
  index ??= new Map(families.flat().flatMap((spec) => spec.names.split(' ').map((name) => [name, spec] as const)));
  return index;
}

/** The program of a base name (`rm`, `python3.12`); `undefined` for one that nobody described. */
export function programFor(name: string): Program | undefined {
  const spec = programs().get(name) ?? programs().get(name.replace(/[-.]?\d+(\.\d+)*$/, ''));
  return spec && { spec, interpret: (invocation) => interpret(spec, invocation) };
}

export function allPrograms(): readonly ProgramSpec[] {
  return families.flat();
}
