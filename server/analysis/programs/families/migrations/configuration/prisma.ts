/** Prisma: the `datasource` block of its schema. */
import { firstStated, type Text, UNKNOWN } from '../../../../../effects/value';
import type { Call } from '../../../program';
import { type Found, firstSettings, foundByUrl, SOMEWHERE, settingsOf } from './found';
import { variableOf } from './variables';

const configFiles = ['ts', 'js', 'mjs', 'cjs', 'mts', 'cts'].flatMap((ending) => [
  `prisma.config.${ending}`,
  `.config/prisma.${ending}`,
]);

export function prismaDatabase(call: Call): Found | undefined {
  // It is a program, and where there is one no `.env` is loaded.
  if (call.words('--config').length > 0 || firstSettings(call, configFiles)) return SOMEWHERE;
  const schema = firstSettings(call, schemaFiles(call));
  if (!schema) return undefined;
  if (typeof schema.path !== 'string' || typeof schema.text !== 'string') return SOMEWHERE;
  const [block, ...others] = [...schema.text.matchAll(/^\s*datasource\s+\w+\s*\{([^}]*)\}/gm)].map(
    ([, inner]) => inner,
  );
  if (block === undefined || others.length > 0) return SOMEWHERE;
  const folder = schema.path.replace(/[^/]*$/, '');
  const files = ['.env', `${folder}.env`];
  // Migrations go past a pooler where the schema says how.
  const url = firstStated(urlIn(call, block, 'directUrl', files), urlIn(call, block, 'url', files));
  const found = foundByUrl(call, url);
  return found.file === undefined || typeof url !== 'string'
    ? found
    : foundByUrl(call, url.replace(/^file:(?!\/)/, `file:${folder}`));
}

function schemaFiles(call: Call): readonly Text[] {
  const given = firstStated(call.words('--schema').at(-1)?.value, schemaOfPackage(call));
  return given === undefined ? ['schema.prisma', 'prisma/schema.prisma'] : [given];
}

/** `"prisma": { "schema": "db/schema.prisma" }` in package.json. */
function schemaOfPackage(call: Call): Text | undefined {
  const text = settingsOf(call, 'package.json');
  const [, section] = (typeof text === 'string' && /"prisma"\s*:\s*\{([^}]*)\}/.exec(text)) || [];
  return section === undefined ? undefined : /"schema"\s*:\s*"([^"\\]*)"/.exec(section)?.[1];
}

function urlIn(call: Call, block: string, name: string, dotEnvFiles: readonly Text[]): Text | undefined {
  const pattern = new RegExp(`^\\s*${name}\\s*=\\s*(?:"([^"\\\\]*)"|env\\(\\s*"(\\w+)"\\s*\\))\\s*(?://.*)?$`, 'm');
  const [line, literal, variable] = pattern.exec(block) ?? [];
  if (line === undefined) return new RegExp(`^\\s*${name}\\s*=`, 'm').test(block) ? UNKNOWN : undefined;
  return variable === undefined ? literal : (variableOf(call, variable, dotEnvFiles) ?? UNKNOWN);
}
