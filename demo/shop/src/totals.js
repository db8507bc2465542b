function orderTotal(lines) {
  return lines.reduce((total, { price, quantity }) => total + price * quantity, 0);
}

module.exports = { orderTotal };
