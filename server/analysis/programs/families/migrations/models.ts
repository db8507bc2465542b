/** What code does to the rows behind a framework's models, by the methods that it calls. */
import type { EffectDraft, EffectDraftOf, EnvironmentEvidence } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';

type Where = EffectDraftOf<'db.rows.delete'>['where'];

const changes: readonly (readonly [RegExp, 'delete' | 'truncate' | 'update' | 'insert'])[] = [
  [/(?:\.|->|::)(truncate)\s*\(/, 'truncate'],
  [/(?:\.|->|::)(delete|_raw_delete|forceDelete|destroy|delete_all|destroy_all)\s*\(/, 'delete'],
  [
    /(?:\.|->|::)(update|bulk_update|update_or_create|updateOrCreate|upsert|save|saveOrFail|increment|decrement)\s*\(/,
    'update',
  ],
  [/(?:\.|->|::)(create|bulk_create|get_or_create|insert|insertOrIgnore|firstOrCreate)\s*\(/, 'insert'],
];

/** Statement by statement; methods of other things of the same name are taken for those of models. */
export function modelEffects(text: Text, evidence: EnvironmentEvidence): EffectDraft[] {
  if (typeof text !== 'string') return [];
  return text
    .replace(/'[^'\n]*'|"[^"\n]*"/g, "''")
    .split(/[;\n]/)
    .flatMap((statement) =>
      changes
        .filter(([pattern]) => pattern.test(statement))
        .map(([, change]) => changeEffect(change, whereOf(statement), evidence)),
    );
}

/** A filter picks some rows, `all()` takes every one; what a variable holds is not known. */
function whereOf(statement: string): Where {
  if (/(\.|->|::)(filter|exclude|where\w*|get|find\w*|first\w*|last|pk)\b/.test(statement)) return 'other';
  return /\.objects\.(all\(\)\.)?|(\.|->|::)(all|query)\(\)|^\W*[A-Z]\w*(\.|::)/.test(statement) ? 'none' : null;
}

function changeEffect(
  change: 'delete' | 'truncate' | 'update' | 'insert',
  where: Where,
  evidence: EnvironmentEvidence,
): EffectDraft {
  const common = { engine: null, evidence } as const;
  switch (change) {
    case 'truncate':
      return { kind: 'db.rows.delete', ...common, where: 'none', method: 'truncate' };
    case 'delete':
      return { kind: 'db.rows.delete', ...common, where: where ?? null, method: 'delete' };
    case 'update':
      return { kind: 'db.rows.update', ...common, where: where ?? null };
    default:
      return { kind: 'db.rows.insert', ...common };
  }
}
