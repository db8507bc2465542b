/**
 * What is refused before YAML is parsed. The parser recurses, and hostile nesting can end the whole process; the
 * limits are far beyond what anybody writes by hand. Counting knows no quotes, so it can only be too careful.
 */

/** Larger files are not policies. */
const maxPolicyBytes = 500_000;
const maxLineLength = 10_000;
const maxIndent = 200;
const maxFlowDepth = 200;
/** `- - - x`: collections opened within one line. */
const maxIndicators = 20;

export interface ExceededLimit {
  readonly line: number;
  readonly message: string;
}

export function exceededLimit(text: string): ExceededLimit | undefined {
  if (text.length > maxPolicyBytes) return { line: 1, message: `This file is larger than ${maxPolicyBytes} bytes.` };
  let depth = 0;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const message = lineProblem(line);
    if (message !== undefined) return { line: index + 1, message };
    depth = Math.max(0, depth + count(line, /[[{]/g) - count(line, /[\]}]/g));
    if (depth > maxFlowDepth || count(line, /[[{]/g) > maxFlowDepth) {
      return { line: index + 1, message: `More than ${maxFlowDepth} brackets are open here.` };
    }
  }
  return undefined;
}

function lineProblem(line: string): string | undefined {
  if (line.length > maxLineLength) return `This line is longer than ${maxLineLength} characters.`;
  if (line.length - line.trimStart().length > maxIndent) return `This line is indented by more than ${maxIndent}.`;
  const opened = count(line, /(?:^|\s)[-?:](?=\s|$)/g) + count(line, /(?:^|\s)[&!*]/g);
  return opened > maxIndicators ? `More than ${maxIndicators} collections are opened in this line.` : undefined;
}

function count(line: string, what: RegExp): number {
  return line.match(what)?.length ?? 0;
}
