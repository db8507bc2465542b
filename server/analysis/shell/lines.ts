/** Input that is read line by line: how far it has been read, and what a line's fields are. */
import { isPattern, type Text, UNKNOWN } from '../../effects/value';
import type { Stream } from '../programs/spec';
import type { Shell } from './shell';

/**
 * What comes next, up to a delimiter; reading where it may not happen leaves unknown what comes after. Of a list of names
 * of files, every line is like the other.
 */
export function nextLine(stream: Stream | undefined, delimiter: string, { session, frame }: Shell): Text {
  if (isListing(stream?.text ?? UNKNOWN)) return stream?.text ?? UNKNOWN;
  const at = stream && (session.positions.get(stream) ?? 0);
  if (at === undefined || Number.isNaN(at) || typeof stream?.text !== 'string') return UNKNOWN;
  const end = delimiter === '' ? -1 : stream.text.indexOf(delimiter, at);
  const after = end < 0 ? stream.text.length : end + 1;
  session.positions.set(stream, frame.certainty === 'possible' ? Number.NaN : after);
  return stream.text.slice(at, end < 0 ? undefined : end);
}

function isListing(text: Text): boolean {
  return isPattern(text) && text.glob && !`${text.prefix}${text.suffix}`.includes('\n');
}

/** Every line that is left, when they are known; from now on, nobody knows how many are. */
export function takeLines(stream: Stream | undefined, { session }: Shell): readonly string[] | undefined {
  if (!stream) return undefined;
  const at = session.positions.get(stream) ?? 0;
  session.positions.set(stream, Number.NaN);
  if (typeof stream.text !== 'string' || Number.isNaN(at)) return undefined;
  const left = stream.text.slice(at).replace(/\n$/, '');
  return left === '' ? [] : left.split('\n');
}

/** The fields of a line, as `read` sets them: with `most`, the last one holds all that is left. */
export function fieldsOf(line: string, separators: string, most = Number.POSITIVE_INFINITY): string[] {
  const isBlank = (char: string) => separators.includes(char) && /\s/.test(char);
  const fields: string[] = [];
  let at = 0;
  const skipBlanks = () => {
    while (at < line.length && isBlank(line[at]!)) at++;
  };
  for (skipBlanks(); at < line.length && fields.length < most - 1; ) {
    const start = at;
    while (at < line.length && !separators.includes(line[at]!)) at++;
    fields.push(line.slice(start, at));
    skipBlanks();
    if (at < line.length && separators.includes(line[at]!)) at++;
    skipBlanks();
  }
  let end = line.length;
  while (end > at && isBlank(line[end - 1]!)) end--;
  if (at < end) fields.push(line.slice(at, end));
  return fields;
}
