/** Arithmetic of the parsing library's tree, turned into our own. */
import type * as unbash from 'unbash';
import type { WordConverter } from './convert-word';
import type { Arithmetic } from './syntax';

export function arithmeticNode(node: unbash.ArithmeticExpression, words: WordConverter): Arithmetic {
  switch (node.type) {
    case 'ArithmeticWord':
      return { type: 'operand', word: words.arithmeticWord(node) };
    case 'ArithmeticGroup':
      return arithmeticNode(node.expression, words);
    case 'ArithmeticUnary':
      return { type: 'unary', operator: node.operator, operand: arithmeticNode(node.operand, words) };
    case 'ArithmeticBinary':
      return {
        type: 'binary',
        operator: node.operator,
        left: arithmeticNode(node.left, words),
        right: arithmeticNode(node.right, words),
      };
    case 'ArithmeticTernary':
      return {
        type: 'choice',
        parts: [node.test, node.consequent, node.alternate].map((part) => arithmeticNode(part, words)),
      };
    case 'ArithmeticCommandExpansion':
      return { type: 'operand', word: words.substitutionWord(node) };
  }
}
