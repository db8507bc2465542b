/** Another way to write the same thing. Whatever decides on the one has to decide alike on the other. */
export interface Mutation {
  /** In a few words, such as `in a shell of its own`. */
  readonly name: string;
  /** `undefined` where it does not apply, or would say something else. */
  readonly mutate: (text: string) => string | undefined;
}
