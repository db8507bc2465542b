/** Random policies and effects over a vocabulary small enough that rules meet effects often. */
import fc from 'fast-check';
import type { Effect } from '../../../server/effects/effect';
import {
  type CompiledPolicy,
  type CompiledRule,
  type CompiledWaiver,
  compiledFormat,
  type Matcher,
} from '../../../server/policy/compiled';
import type { Permission } from '../../../server/policy/permission';
import { shippedDefaults, shippedFacts } from '../../../server/policy/shipped';
import { verdicts } from '../../../server/policy/verdict';
import type { SessionProvider } from '../../../server/providers';
import type { Past } from '../../../server/session/past';
import { effect } from './support';

export const kinds = ['fs.delete', 'fs.write', 'db.rows.delete'] as const;
const paths = ['/workspace/a', '/workspace/b/c', '/etc/x'];
const zones = ['workspace', 'system', 'temp'];
const wheres = ['none', 'key', 'other'];

const verdict = fc.constantFrom(...verdicts);
const zoneMatcher: fc.Arbitrary<Matcher> = words('zone', zones);
const pathMatcher: fc.Arbitrary<Matcher> = fc.record(
  {
    attribute: fc.constant('path'),
    style: fc.constant('path' as const),
    values: some(['a', 'b/**', '/etc/**', '**/c', '**']),
    not: fc.constant(true),
  },
  { requiredKeys: ['attribute', 'style', 'values'] },
);
const whereMatcher: fc.Arbitrary<Matcher> = words('where', wheres);
const rowsMatcher: fc.Arbitrary<Matcher> = fc.record(
  {
    attribute: fc.constant('rows'),
    style: fc.constant('exact' as const),
    atLeast: fc.integer({ min: 1, max: 5 }),
    atMost: fc.integer({ min: 5, max: 9 }),
    not: fc.constant(true),
  },
  { requiredKeys: ['attribute', 'style', 'atLeast'] },
);
const actorMatcher: fc.Arbitrary<Matcher> = words('actor', ['ai', 'human', 'ci']);
const branchMatcher: fc.Arbitrary<Matcher> = fc.record(
  {
    attribute: fc.constant('branch'),
    style: fc.constant('text' as const),
    values: some(['main', 'feature/*', '*']),
    not: fc.constant(true),
  },
  { requiredKeys: ['attribute', 'style', 'values'] },
);

function words(attribute: string, list: readonly string[]): fc.Arbitrary<Matcher> {
  return fc.record(
    {
      attribute: fc.constant(attribute),
      style: fc.constant('exact' as const),
      values: some(list),
      not: fc.constant(true),
    },
    { requiredKeys: ['attribute', 'style', 'values'] },
  );
}

function some(list: readonly string[]) {
  return fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: list.length });
}

function few(...matchers: readonly fc.Arbitrary<Matcher>[]): fc.Arbitrary<readonly Matcher[]> {
  return fc
    .tuple(...matchers.map((matcher) => fc.option(matcher, { nil: undefined, freq: 2 })))
    .map((list) => list.flatMap((one) => one ?? []));
}

const fileKinds = fc.uniqueArray(fc.constantFrom('fs.delete' as const, 'fs.write' as const), { minLength: 1 });
const conditions = fc.oneof(
  fc.record({ kinds: fileKinds, when: few(zoneMatcher, pathMatcher) }),
  fc.record({ kinds: fc.constant(['db.rows.delete' as const]), when: few(whereMatcher, rowsMatcher) }),
);

const minute = 60_000;
const within = fc.constantFrom(minute, 10 * minute, 60 * minute);
/** What makes a rule a limit or a sequence. */
const overTime: fc.Arbitrary<Pick<CompiledRule, 'count' | 'after'>> = fc.oneof(
  fc.record({
    count: fc.record({ per: fc.constant('session' as const), within, over: fc.integer({ min: 1, max: 4 }) }),
  }),
  fc.record({
    after: fc
      .record({ on: conditions, for: few(actorMatcher, branchMatcher), within })
      .map(({ on, ...rest }) => ({ ...on, ...rest })),
  }),
);

export const rule: fc.Arbitrary<CompiledRule> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    on: conditions,
    for: few(actorMatcher, branchMatcher),
    decide: verdict,
    hard: fc.boolean(),
    monitored: fc.constantFrom(false, false, true),
    floor: fc.constantFrom(false, false, false, true),
    overTime: fc.option(overTime, { nil: undefined, freq: 2 }),
  })
  .map(({ on, monitored, hard, floor, overTime: history, ...rest }) => ({
    ...rest,
    ...on,
    ...(rest.decide !== 'allow' && history),
    hard: hard && rest.decide !== 'allow',
    ...(floor && { floor }),
    ...(monitored && !floor && { monitor: { until: '2026-12-01' } }),
    ignoresUnknown: false,
    because: 'b',
  }));

const waiver: fc.Arbitrary<CompiledWaiver> = fc.record({
  id: fc.constant('w'),
  rule: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  when: few(zoneMatcher),
  for: few(actorMatcher, branchMatcher),
  reason: fc.constant('r'),
  owner: fc.constant('o'),
  expires: fc.constantFrom('2026-11-21', '2026-11-22', '2027-01-01'),
});

/** What persons have permitted: nothing, the action itself, or some effects. */
export const permissions: fc.Arbitrary<readonly Permission[]> = fc.oneof(
  fc.constant([]),
  fc.constant([{ kind: 'once' as const, id: 'once-1', by: 'dana' }]),
  fc
    .array(fc.record({ on: conditions, for: few(actorMatcher, branchMatcher) }), { minLength: 1, maxLength: 3 })
    .map((leases) =>
      leases.map(({ on, ...rest }, index) => ({
        kind: 'lease' as const,
        id: `lease-${index}`,
        by: 'dana',
        ...on,
        ...rest,
      })),
    ),
);

/** What a session may loosen: nothing, or some kinds and rules. */
const grants: fc.Arbitrary<CompiledPolicy['grants']> = fc.option(
  fc.record({
    session: fc.record({
      allow: fc.uniqueArray(fc.constantFrom(...kinds)),
      waive: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', '*')),
    }),
  }),
  { nil: undefined },
);

const row = fc.record({
  observe: verdict,
  modify: verdict,
  destroy: verdict,
  execute: verdict,
  disclose: verdict,
  grant: verdict,
  control: verdict,
  opaque: verdict,
});

export const policy: fc.Arbitrary<CompiledPolicy> = fc
  .record({
    rules: fc.array(rule, { maxLength: 8 }),
    waivers: fc.array(waiver, { maxLength: 3 }),
    actors: fc.record({ ai: row, human: row, ci: row }),
    unattended: fc.constantFrom('allow' as const, 'warn' as const, 'deny' as const),
    mode: fc.constantFrom('enforce' as const, 'enforce' as const, 'monitor' as const),
    grants,
  })
  .map(({ actors, unattended, grants: granted, ...rest }) => ({
    format: compiledFormat,
    digest: 'sha256:0',
    id: 'random',
    source: 'random',
    packs: [],
    ...rest,
    defaults: { ...shippedDefaults, actors, unattended },
    facts: shippedFacts,
    ...(granted && { grants: granted }),
  }));

const unknownOr = <T>(list: readonly T[]) => fc.option(fc.constantFrom(...list), { nil: null, freq: 3 });

export const anyEffect: fc.Arbitrary<Effect> = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom('fs.delete' as const, 'fs.write' as const),
      zone: unknownOr(zones),
      path: unknownOr(paths),
    })
    .map(({ kind, ...attributes }) => effect(kind, attributes)),
  fc
    .record({ where: unknownOr(wheres), rows: unknownOr([0, 3, 9]), env: fc.constant('local') })
    .map((attributes) => effect('db.rows.delete', attributes)),
);

/** Every way to replace the unknown of an effect by something known. */
export function completions(one: Effect): readonly Effect[] {
  const values: Record<string, readonly unknown[]> = { zone: zones, path: paths, where: wheres, rows: [0, 3, 9] };
  return Object.entries(values).reduce<readonly Effect[]>(
    (list, [name, choices]) =>
      list.flatMap((each) =>
        (each as never)[name] === null ? choices.map((value) => ({ ...each, [name]: value }) as Effect) : [each],
      ),
    [one],
  );
}

/** What was counted before for the rules whose ids begin with a letter. */
const earlier = fc.record({
  rule: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  minutesAgo: fc.constantFrom(0, 0.5, 1, 5, 10, 30, 60, 90),
  count: fc.integer({ min: 1, max: 3 }),
});

/** When the effects of a request happen, in whatever order they are listed. */
const moment = fc.record({ first: fc.nat(3), lasts: fc.constantFrom(0, 0, 0, 2), times: fc.constantFrom(1, 1, 1, 3) });

export const situation = fc.record({
  actor: fc.constantFrom('ai' as const, 'human' as const, 'ci' as const),
  interactive: fc.boolean(),
  branch: fc.constantFrom('main', 'feature/x', null),
  past: fc.array(earlier, { maxLength: 4 }),
  /** From so many minutes ago on it is known what was before. */
  knownFor: fc.constantFrom(0, 5, 30, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
  moments: fc
    .array(moment, { minLength: 4, maxLength: 4 })
    .map((list) => list.map(({ first, lasts, times }) => ({ first, last: first + lasts, times }))),
});
export type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

/** A session with the past of a situation, for rules that are named like those of the random policies. */
export function sessionOf({ past, knownFor }: Situation, now: Date): SessionProvider {
  const talliesOf = (name: string) =>
    past
      .filter(({ rule: letter }) => name.startsWith(`rule ${letter}`))
      .map(({ minutesAgo, count }) => ({ at: now.valueOf() - minutesAgo * minute, count }))
      .sort((a, b) => a.at - b.at);
  const counters = new Proxy<Past['counters']>(
    {},
    { get: (_, name) => ({ keep: 24 * 60 * minute, tallies: talliesOf(String(name)) }) },
  );
  const knownSince = now.valueOf() - knownFor * minute;
  return { past: () => ({ counters, refused: [], knownSince }), keep: (_, answer) => answer };
}
