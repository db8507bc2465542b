/** Long texts that repeat one piece, and what reading them costs: patterns that backtrack show in them. */

const PIECES = [
  ...'a ./[({=:-@,\n"\'\\`$<>|;#\t',
  ...['$(', '${', 'a=', 'a.', 'a/', 'a b ', 'a:', 'a@', 'a,', 'a(', 'a(b,', 'a.b(', '../', '; ', '"a"+', 'eval('],
  ...['os.system(', '/*', '//', '`${', 'a\n', 'x=1\n'],
];

/** One for each piece, named by it. */
export function longTexts(length: number): readonly { readonly piece: string; readonly text: string }[] {
  return PIECES.map((piece) => ({ piece, text: piece.repeat(length / piece.length) }));
}

/** Milliseconds of CPU time, which other work on the machine hardly disturbs. */
export function cpuMillis(run: () => void): number {
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
