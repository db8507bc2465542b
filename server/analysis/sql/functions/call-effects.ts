/** What calling a function does. */
import type { Span } from '../../../effects/effect';
import { UNKNOWN } from '../../../effects/value';
import type { Expression } from '../expression';
import type { Reader } from '../reader';
import { settingEffects } from '../statements/settings';
import { type Danger, dangerOf } from './dangerous';
import { isHarmlessFunction } from './harmless';

export interface Call {
  readonly name: string;
  readonly schema: string | undefined;
  readonly args: readonly Expression[];
  readonly span: Span;
}

export function callEffects(r: Reader, call: Call): void {
  const danger = dangerOf(call.name, call.schema);
  if (danger) dangerEffects(r, call, danger);
  else if (!isHarmlessFunction(call.name, call.schema))
    r.add({ kind: 'db.exec', what: 'function', name: fullName(call), span: call.span });
}

function fullName({ schema, name }: Call): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

function dangerEffects(r: Reader, call: Call, danger: Danger): void {
  const { span } = call;
  switch (danger.type) {
    case 'exec':
      r.add({ kind: 'db.exec', what: danger.what, name: fullName(call), span });
      return;
    case 'admin':
      r.add({ kind: 'db.admin', op: danger.op, span });
      return;
    case 'setting':
      settingEffects(r, literal(call.args[0]), literal(call.args[1]), span);
      return;
    case 'sequence':
      r.add({
        kind: 'db.schema.alter',
        object: 'sequence',
        name: literal(call.args[0]),
        change: 'other',
        lossy: 'no',
        span,
      });
      return;
    case 'large-object':
      r.add({ kind: 'db.rows.delete', table: 'pg_largeobject', method: 'delete', where: 'key', rows: 1, span });
      return;
    case 'reads-file':
      r.add({ kind: 'fs.read', path: literal(call.args[0]), audience: 'model', span });
      return;
    case 'sql':
      if (danger.elsewhere) connects(r, call);
      sqlArgument(r, call, danger.elsewhere);
  }
}

/** `host=x` in the first argument names the other server. */
function connects(r: Reader, { args, span }: Call): void {
  const host = /\bhost(?:addr)?\s*=\s*([\w.:-]+)/.exec(literal(args[0]) ?? '')?.[1];
  r.add({ kind: 'net.connect', purpose: 'db', host: host ?? UNKNOWN, span });
}

/** The last argument that is a literal and looks like a statement is read as one. */
function sqlArgument(r: Reader, call: Call, elsewhere: boolean): void {
  r.add({ kind: 'db.exec', what: 'dynamic', name: fullName(call), span: call.span });
  for (const arg of call.args) {
    const text = literal(arg);
    if (text !== UNKNOWN && /^\s*\(?\s*[a-z]+\s/i.test(text) && !/^\s*\w+\s*=/.test(text))
      r.nested.push({ text, span: call.span, elsewhere });
  }
}

function literal(expression: Expression | undefined): string | null {
  return expression?.type === 'constant' && typeof expression.value === 'string' ? expression.value : UNKNOWN;
}
