export function copyGrammars(root: string, dist: string): void;
