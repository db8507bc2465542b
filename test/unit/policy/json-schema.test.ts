import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '../../../server/policy/json-schema';

const folder = join(__dirname, '../../../schemas');

describe('the JSON Schemas that ship', () => {
  it.each(['policy', 'fragment', 'pack', 'scenarios'] as const)('%s is what the schema says', (name) => {
    const path = join(folder, `${name}.schema.json`);
    const text = `${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`;
    if (process.env.UPDATE_SCHEMAS) writeFileSync(path, text);
    const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
    expect(
      JSON.parse(committed || '{}'),
      'run UPDATE_SCHEMAS=1 npx vitest run test/unit/policy/json-schema.test.ts',
    ).toEqual(JSON.parse(text));
  });
});
