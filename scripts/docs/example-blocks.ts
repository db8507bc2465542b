/** The examples of a rule's tests as Markdown: each command in a block of its own, with the world it is asked in. */
import type { RuleSource } from '../../server/policy/schema';
import type { EarlierStep, RuleTest } from '../../server/policy/test-schema';

const headings = {
  deny: 'Refused',
  ask: 'Asked about',
  warn: 'Warned of',
  allow: 'Allowed',
  notMatch: 'Left alone by this rule',
} as const;

const order = Object.keys(headings) as (keyof typeof headings)[];

/** One section for each answer, the strictest first. Other rules may still speak about what this one leaves alone. */
export function exampleSections({ tests = {} }: RuleSource): string[] {
  return order.flatMap((expected) => {
    const examples = tests[expected] ?? [];
    return examples.length === 0 ? [] : [`### ${headings[expected]}`, ...examples.map(exampleBlock)];
  });
}

function exampleBlock(test: RuleTest): string {
  const world = worldWords(test);
  return `${world === '' ? '' : `${world}\n\n`}${callBlock(test)}`;
}

function callBlock(test: RuleTest): string {
  if (test.sql !== undefined) return fenced('sql', test.sql);
  if (test.tool !== undefined) return fenced('json', JSON.stringify({ tool: test.tool, input: test.input }, null, 2));
  return fenced(test.shell === 'powershell' ? 'powershell' : 'sh', test.run ?? '');
}

/** A fence longer than any run of backticks inside. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** What else holds in the example: who asks, and what the analysis finds around it. */
function worldWords(test: RuleTest): string {
  const { run: _run, sql: _sql, tool: _tool, input: _input, shell: _shell, files, actor, after, ...rest } = test;
  const parts = [
    ...(actor === undefined ? [] : [`asked by \`${actor}\``]),
    ...Object.entries(rest).map(([name, value]) => `${name} \`${plain(value)}\``),
    ...Object.entries(files ?? {}).map(([path, text]) => `\`${path}\` holds \`${oneLine(text)}\``),
  ];
  const sentences = [
    ...(after === undefined ? [] : [`After, in the same session, ${after.map(earlierWords).join(', then ')}:`]),
    ...(parts.length === 0 ? [] : [`With ${parts.join(', ')}:`]),
  ];
  return sentences.join('\n\n');
}

function earlierWords({ run, sql, tool, ago }: EarlierStep): string {
  return `\`${oneLine(run ?? sql ?? tool ?? '')}\`${ago === undefined ? '' : ` ${ago} before`}`;
}

function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name}: ${plain(inner)}`)
    .join(', ');
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ⏎ ');
}
