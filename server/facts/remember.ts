/** The value of a key, made when it is first asked for; `undefined` is a value too. */
export function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined || map.has(key)) return known as V;
  const value = make();
  map.set(key, value);
  return value;
}

/** Answers each question once, for as long as the function itself is kept. */
export function answeredOnce<K, V>(answer: (question: K) => V): (question: K) => V {
  const answers = new Map<K, V>();
  return (question) => remember(answers, question, () => answer(question));
}
