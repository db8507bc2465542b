/** Spelling help: the word of a list that was probably meant. */

/** At most this share of the letters may differ. */
const tolerance = 0.4;

export function nearestWord(word: string, words: readonly string[]): string | undefined {
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const candidate of words) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (best === undefined || distance < best.distance) best = { word: candidate, distance };
  }
  return best && best.distance <= Math.ceil(Math.max(word.length, 3) * tolerance) ? best.word : undefined;
}

/** `one of a, b, c`; long lists are cut. */
export function listWords(words: readonly string[], most = 14): string {
  if (words.length <= most) return words.join(', ');
  return `${words.slice(0, most).join(', ')}, … (${words.length} in all)`;
}

/** "Did you mean …?", or nothing. */
export function suggestion(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/** Levenshtein, two neighbouring letters in the wrong order counting as one. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, change);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
