/** Results of policy tests, as people and as CI systems read them. */
import { caseName, type PolicyTestResult, placeOf, suiteOf, testName } from '../policy/test-result';
import { oneLine, paint, visible } from './terminal';

export const testFormats = ['text', 'tap', 'junit', 'json'] as const;
export type TestFormat = (typeof testFormats)[number];

const exampleWidth = 120;

export function testReport(results: readonly PolicyTestResult[], format: TestFormat): string {
  return writers[format](results);
}

const writers: Record<TestFormat, (results: readonly PolicyTestResult[]) => string> = {
  text: textReport,
  tap: tapReport,
  junit: junitReport,
  json: (results) => JSON.stringify({ ...counts(results), results }),
};

/** Failures in full, then one line; another one for what was written in other ways. */
function textReport(results: readonly PolicyTestResult[]): string {
  const failures = results.flatMap((result) =>
    result.ok
      ? []
      : [`${paint('red', 'failed')} ${placeOf(result)}${nameOf(result)}\n       ${visible(result.failure ?? '')}`],
  );
  const { passed, failed } = counts(results.filter(({ mutations }) => mutations === undefined));
  const mutated = results.filter(({ mutations }) => mutations !== undefined);
  return [...failures, `${passed} passed, ${failed} failed`, ...mutatedLine(mutated)].join('\n');
}

function mutatedLine(results: readonly PolicyTestResult[]): readonly string[] {
  if (results.length === 0) return [];
  const ways = results.reduce((sum, { mutations = 0 }) => sum + mutations, 0);
  const { passed, failed } = counts(results);
  return [`written in ${ways} other ways: ${passed} passed, ${failed} failed`];
}

/** Test Anything Protocol, version 14. */
function tapReport(results: readonly PolicyTestResult[]): string {
  const lines = results.map((result, index) => {
    const name = nameOf(result).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
    const line = `${result.ok ? 'ok' : 'not ok'} ${index + 1} - ${name}`;
    return result.ok ? line : `${line}\n  ---\n  message: ${JSON.stringify(result.failure)}\n  ...`;
  });
  return ['TAP version 14', `1..${results.length}`, ...lines].join('\n');
}

function junitReport(results: readonly PolicyTestResult[]): string {
  const { passed, failed } = counts(results);
  const cases = results.map((result) => {
    const open = `    <testcase classname="${xml(suiteOf(result))}" name="${xml(caseName(result))}"`;
    return result.ok
      ? `${open}/>`
      : `${open}>\n      <failure message="${xml(result.failure ?? '')}"/>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${passed + failed}" failures="${failed}">`,
    `  <testsuite name="guardrails" tests="${passed + failed}" failures="${failed}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function nameOf(result: PolicyTestResult): string {
  return testName({ ...result, example: oneLine(result.example, exampleWidth) });
}

function counts(results: readonly PolicyTestResult[]): { readonly passed: number; readonly failed: number } {
  const passed = results.filter(({ ok }) => ok).length;
  return { passed, failed: results.length - passed };
}

/** Also without the characters that XML cannot hold. */
function xml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\n\t]/g, ' ')
    .replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd');
}
