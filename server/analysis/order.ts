/** What a request does first, as far as the order is known. */
import type { Analysis } from './analysis';

/** May one effect have been brought about when another is? Two of one command may, and what is done again follows all. */
export function mayComeBefore({ moments }: Analysis, earlier: number, later: number): boolean {
  const first = moments?.[earlier]?.first ?? earlier;
  const last = moments?.[later]?.last ?? later;
  return earlier === later ? first < last : first <= last;
}
