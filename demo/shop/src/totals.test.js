const assert = require('node:assert');
const test = require('node:test');
const { orderTotal } = require('./totals');

test('adds up the lines of an order', () => {
  assert.strictEqual(
    orderTotal([
      { price: 2, quantity: 3 },
      { price: 4, quantity: 1 },
    ]),
    10,
  );
});
