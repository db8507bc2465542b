import { describe, expect, test } from 'vitest';
import { type InputLine, readLines } from '../../../server/cli/json-lines';

async function linesOf(chunks: readonly (string | Buffer)[], maxBytes = 1_000): Promise<InputLine[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk as string);
  }
  const lines: InputLine[] = [];
  for await (const line of readLines(stream(), maxBytes)) lines.push(line);
  return lines;
}

describe('lines of a stream', () => {
  test.each([
    ['are split at line ends', ['a\nb\n'], ['a', 'b']],
    ['may lack the last line end', ['a\nb'], ['a', 'b']],
    ['may end as on Windows', ['a\r\nb\r\n'], ['a\r', 'b\r']],
    ['may come in pieces', ['a', 'b\nc', '', '\n', 'd'], ['ab', 'c', 'd']],
    ['may be cut inside of a character', [Buffer.from('é').subarray(0, 1), Buffer.from('é\n').subarray(1)], ['é']],
    ['are left out when empty', ['\n \na\n\n'], ['a']],
  ])('%s', async (_, chunks, texts) => {
    expect(await linesOf(chunks)).toEqual(texts.map((text) => ({ text })));
  });

  test('that are too long do not hide the next', async () => {
    expect(await linesOf(['x'.repeat(11), 'y'.repeat(11), '\nb\n'], 10)).toEqual([
      { problem: 'longer than 10 bytes' },
      { text: 'b' },
    ]);
  });

  test('that are not UTF-8 do not hide the next', async () => {
    expect(await linesOf([Buffer.from([0xff, 0xfe, 10]), 'b\n'])).toEqual([{ problem: 'not UTF-8' }, { text: 'b' }]);
  });
});
