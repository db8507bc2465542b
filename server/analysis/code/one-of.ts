/** One of several values that a name may have. */
import { isPattern, type Text, UNKNOWN } from '../../effects/value';
import { either } from '../shell/text';

/** Of names that begin in the folder and do not climb out of it, that stays known whatever else they have in common. */
export function oneOf(left: Text, right: Text): Text {
  const common = either(left, right);
  if (typeof common === 'string' || !isBelow(left) || !isBelow(right)) return common;
  const { prefix, suffix } = common ?? { prefix: '', suffix: '' };
  // The star says that there is more to the names than what they share: it is not the whole folder.
  return { prefix, suffix: suffix === '' ? '*' : suffix, glob: true };
}

function isBelow(text: Text): boolean {
  if (text === UNKNOWN || (isPattern(text) && !text.glob)) return false;
  const known = isPattern(text) ? text.prefix : text;
  return !/^[/~]|^[A-Za-z]:|\s|(^|\/)\.\.(\/|$)/.test(known) && (isPattern(text) || known !== '');
}
