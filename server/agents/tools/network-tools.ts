import type { Action } from '../../request';
import { type Fields, textOf, textsOf } from '../fields';
import { type ToolTable, unreadable } from './tool-reader';

export const networkTools: ToolTable = {
  fetch_webpage: fetchAddresses,
  web_fetch: fetchAddresses,
  WebFetch: fetchAddresses,
  open_browser_page: fetchAddresses,
  open_simple_browser: fetchAddresses,
  navigate_page: fetchAddresses,
};

/** Gemini's `web_fetch` has the addresses in its prompt. */
function fetchAddresses(input: Fields): readonly Action[] {
  const named = textsOf(input, 'urls', 'url');
  const urls = named.length > 0 ? named : (textOf(input, 'prompt')?.match(/\bhttps?:\/\/[^\s"'<>)\]]+/g) ?? []);
  return urls.length === 0 ? unreadable('a fetch that names no address') : [{ type: 'fetch', urls }];
}
