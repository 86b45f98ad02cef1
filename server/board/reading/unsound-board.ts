/** What is stored is no document: some update in it throws. */
export class UnsoundBoard extends Error {
  override readonly name = 'UnsoundBoard';

  constructor(options: ErrorOptions) {
    super('the updates of a board cannot be applied together', options);
  }
}
