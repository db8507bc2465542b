/** The examples that policies are tested by: what is asked, and the small world it is asked in. */
import { z } from 'zod';
import { sqlDialects } from '../request';
import { duration } from './duration-schema';

const actors = ['human', 'ai', 'ci'] as const;

const fakeGit = z.strictObject({
  branch: z.string().optional().describe('The branch that is checked out.'),
  dirty: z.boolean().optional().describe('Whether there are changes that are not committed.'),
  remotes: z.record(z.string(), z.string()).optional().describe('Remotes by name, with their addresses.'),
  tracked: z
    .enum(['clean', 'dirty', 'untracked', 'none'])
    .optional()
    .describe('What git knows of the files that are asked about.'),
});

/** What is asked: one of `run`, `sql` and `tool`. */
export const askedKeys = {
  run: z.string().optional().describe('A command line.'),
  sql: z.string().optional().describe('A SQL statement.'),
  dialect: z.enum(sqlDialects).optional().describe('The dialect of `sql`.'),
  tool: z.string().optional().describe('The name of a tool that is called.'),
  input: z.unknown().optional().describe('What the tool is given.'),
  shell: z
    .enum(['posix', 'bash', 'zsh', 'dash', 'powershell', 'cmd', 'fish'])
    .optional()
    .describe('The shell that reads `run`.'),
  intent: z.string().optional().describe('What the agent says it is doing.'),
};

/** Who asks, and where. */
export const worldKeys = {
  cwd: z.string().optional().describe('Where it runs; relative to the workspace.'),
  actor: z.enum(actors).optional().describe('Who asks; usually the first actor that the rule names, else an agent.'),
  agent: z.string().optional().describe('Name of the agent that asks.'),
  interactive: z.boolean().optional().describe('Whether somebody is there to be asked.'),
  files: z.record(z.string(), z.string()).optional().describe('Files that exist, with their text.'),
  env: z.record(z.string(), z.string()).optional().describe('Environment variables.'),
  git: fakeGit.optional().describe('The state of the repository.'),
};

export function asksOneThing({ run, sql, tool }: { run?: unknown; sql?: unknown; tool?: unknown }): boolean {
  return [run, sql, tool].filter((way) => way !== undefined).length === 1;
}

export const oneThing = { error: 'exactly one of run, sql and tool' };

/** What came before in the same session; the world is that of the example, where it says nothing else. */
const earlierSchema = z
  .strictObject({
    ...askedKeys,
    ...worldKeys,
    ago: duration
      .optional()
      .describe('How long before the example it was asked, such as 5m; right before when left out.'),
  })
  .refine(asksOneThing, oneThing);

const testSchema = z
  .strictObject({
    ...askedKeys,
    after: z
      .array(earlierSchema)
      .min(1)
      .optional()
      .describe('What was asked before in the same session, in this order, each decided by the policy as well.'),
    ...worldKeys,
  })
  .refine(asksOneThing, oneThing);

const examples = z.array(testSchema).min(1).optional();

/** The `tests` of a rule. */
export const testsSchema = z.strictObject({
  deny: examples.describe('Examples that have to end in deny, by this rule.'),
  ask: examples.describe('Examples that have to end in ask, by this rule.'),
  warn: examples.describe('Examples that have to end in warn, by this rule.'),
  allow: examples.describe('Examples that have to end in allow, by this rule.'),
  notMatch: examples.describe('Examples that this rule must not match.'),
});

export type RuleTest = z.infer<typeof testSchema>;
export type EarlierStep = z.infer<typeof earlierSchema>;
