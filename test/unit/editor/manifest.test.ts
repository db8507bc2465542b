/** Holds package.json, its strings and the code that names them together. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { commands } from '../../../src/commands';

const root = resolve('.');
const strings: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
const bundle: Record<string, string> = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.json'), 'utf8'));
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'));

/** The texts that the extension says, as written in `l10n.t(…)`. */
function spokenTexts(source: string): string[] {
  const calls = source.matchAll(/l10n\.t\(\s*(['"])((?:\\.|(?!\1).)*)\1/g);
  return [...calls].map((call) => (call[2] ?? '').replace(/\\(.)/g, '$1'));
}

describe('package.json', () => {
  it('contributes exactly the commands that are registered', () => {
    expect(manifest.contributes.commands.map(({ command }) => command).sort()).toEqual(Object.values(commands).sort());
  });

  it('names strings that exist, and all that exist', () => {
    const named = [...JSON.stringify(manifest).matchAll(/%([a-zA-Z.]+)%/g)].map((match) => match[1]);
    expect([...new Set(named)].sort()).toEqual(Object.keys(strings).sort());
  });

  it('contributes every setting that is read, and no other', () => {
    const settings = sources.find((source) => source.includes("getConfiguration('guardrails')")) ?? '';
    const read = [...settings.matchAll(/section\.get<unknown>\('([\w.]+)'\)/g)].map(
      (match) => `guardrails.${match[1]}`,
    );
    expect(read.sort()).toEqual(Object.keys(manifest.contributes.configuration.properties).sort());
  });

  it('lets no workspace loosen what bears on security', () => {
    const { properties } = manifest.contributes.configuration;
    expect(properties['guardrails.instantRun'].scope).toBe('application');
    expect(properties['guardrails.terminals.people'].scope).toBe('machine');
  });

  it('names files that are there', () => {
    const files = [
      manifest.icon,
      ...manifest.contributes.chatPlugins.map(({ path }) => path),
      ...manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
      ...manifest.contributes.languages.map(({ configuration }) => configuration),
      ...manifest.contributes.yamlValidation.map(({ url }) => url),
    ];
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

describe('l10n/bundle.l10n.json', () => {
  it('holds every text that the extension says: add what is missing, remove what is gone', () => {
    expect(Object.keys(bundle).sort()).toEqual([...new Set(sources.flatMap(spokenTexts))].sort());
  });

  it('is the English one', () => {
    expect(Object.entries(bundle).filter(([key, text]) => key !== text)).toEqual([]);
  });
});
