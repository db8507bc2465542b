/** Puts lines together from text as it arrives, and gives each without its end; gives up at one that is too long. */
export function lineReader(maxLength: number, heard: (line: string) => void, tooLong: () => void) {
  let open = '';
  return (text: string): void => {
    const [first = '', ...rest] = text.split('\n');
    const lines = [open + first, ...rest];
    open = lines.pop() ?? '';
    if (open.length > maxLength || lines.some((line) => line.length > maxLength)) tooLong();
    else for (const line of lines) heard(line);
  };
}
