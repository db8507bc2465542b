/** Lines of a byte stream, each bounded; one that is too long or not UTF-8 is told apart, and reading goes on. */

export type InputLine = { readonly text: string } | { readonly problem: string };

const newline = 10;

/** Yields every line but empty ones; `\r\n` is a line end too. */
export async function* readLines(input: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<InputLine> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      yield* finish();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  yield* finish();

  /** What exceeds the bound is counted, not kept. */
  function keep(part: Buffer): void {
    if (length <= maxBytes) parts.push(part);
    length += part.length;
  }

  function* finish(): Generator<InputLine> {
    const line = length > maxBytes ? { problem: `longer than ${maxBytes} bytes` } : decode(Buffer.concat(parts));
    parts = [];
    length = 0;
    if ('problem' in line || line.text.trim() !== '') yield line;
  }
}

function decode(bytes: Buffer): InputLine {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'not UTF-8' };
  }
}
